/**
 * A number as content writes it (`0237 000 0000 (số ví dụ)`, `1900 0368`) as it is dialled from anywhere:
 * `+842370000000`; service numbers have no form for abroad and stay: `19000368`. The first where several are written;
 * null where it is none.
 */
export function dialled(written: string): string | null {
  const digits = (written.split(/[;,/(–]| - /)[0] ?? '').replace(/[\s.-]/g, '')
  if (/^1[89]00\d{4,6}$/.test(digits)) return digits
  const national = /^(?:\+84|0)(\d{9,10})$/.exec(digits)?.[1]
  return national ? `+84${national}` : null
}
