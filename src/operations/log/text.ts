const LONGEST = 600

/** Cards, phones, platform ids of people: nine digits or more, however they are spaced. */
const LONG_NUMBER = /\+?\d(?:[\s.()_-]{0,2}\d){8,}/g
const E_MAIL = /[^\s"'<>(),;:=]+@[^\s"'<>(),;:=]+\.[^\s"'<>(),;:=]+/g
/** Tokens and ids of platforms: long, without a blank, letters and digits mixed. */
const TOKEN = /(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{18,}/g
const QUERY = /\?[^\s"']+/g
const BEARER = /(bearer|token|secret|proof|password|key)(["']?\s*[:=]\s*["']?|\s+)[^\s"',;&]{6,}/gi

/** A text of the house or of a platform without what may be somebody's, cut short. */
export function withoutSecrets(text: string): string {
  return text
    .slice(0, LONGEST)
    .replace(QUERY, '?…')
    .replace(BEARER, '$1$2…')
    .replace(E_MAIL, '(e-mail)')
    .replace(LONG_NUMBER, '(number)')
    .replace(TOKEN, '(id)')
}
