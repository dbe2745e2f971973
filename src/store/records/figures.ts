/** `hour` in hours since 1970 (UTC); `plain` of those do not begin with #; `lastAt` in epoch milliseconds. */
export type ArrivalCount = { account: string; hour: number; count: number; plain: number; lastAt: number }

export type VisitCount = {
  guide: string
  step: string
  path: string
  /** Null while the visit is open. */
  exit: string | null
  obstacle: string | null
  count: number
}
