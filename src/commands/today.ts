/** Today in Vietnam, `2026-07-15`; the Swedish way of writing a date is the ISO one. */
export function todayInVietnam(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date())
}
