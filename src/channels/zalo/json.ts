/**
 * Parses Zalo's JSON without losing a digit of an id: Zalo's ids exceed 2^53, so a number that JavaScript could
 * not hold exactly comes back as the string that was written. Throws `SyntaxError` for anything but JSON.
 */
export function readJson(text: string): unknown {
  return JSON.parse(text, keepDigits)
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const written = context?.source ?? ''
  return /^-?\d+$/.test(written) ? written : value
}
