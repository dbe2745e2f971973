/**
 * Parses a platform's JSON without losing a digit of an id: some exceed 2^53, so a number that JavaScript could not
 * hold exactly comes back as the string that was written. Throws `SyntaxError` for anything but JSON.
 */
export function readJson(text: string): unknown {
  // Looking at each value costs five times the parsing, and most texts hold no such number.
  return LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)
}

/** Sixteen digits in a row that no quote precedes; in a string it does no harm. */
const LONG_NUMBER = /[^"\d]\d{16}/

/** The same, with undefined for anything but JSON. */
export function jsonOrNothing(text: unknown): unknown {
  try {
    return typeof text === 'string' ? readJson(text) : undefined
  } catch {
    return undefined
  }
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const written = context?.source ?? ''
  return /^-?\d+$/.test(written) ? written : value
}
