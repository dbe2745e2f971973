/**
 * Replaces what follows the name of a secret and looks like one: "mật khẩu của tôi là Abc@1234", "otp la 482913".
 * A word of letters alone stays, for it may be the rest of a question ("mật khẩu là gì"); so do helplines, and
 * whatever is too short or too long. Takes accents in NFC or NFD, or none.
 */
export function hideSecrets(text: string, hide: () => string): string {
  return text.replace(SECRET, (found: string, name: string, secret: string) =>
    HELPLINES.has(secret.replace(/\D/g, '')) ? found : name + hide(),
  )
}

/** Numbers to call or text that may stand right after such a name (domain facts §1.8). */
const HELPLINES = new Set(['1022', '1414', '18001096', '19000368'])

/** Accents may be missing, or stand behind their letter. */
const written = (word: string) =>
  word.replace(/[aeioud]/g, letter => `${LETTERS[letter] ?? letter}\\p{M}{0,2}`)
const LETTERS: { readonly [letter: string]: string } = {
  a: '[aàáảãạăằắẳẵặâầấẩẫậ]',
  e: '[eèéẻẽẹêềếểễệ]',
  i: '[iìíỉĩị]',
  o: '[oòóỏõọôồốổỗộơờớởỡợ]',
  u: '[uùúủũụưừứửữự]',
  d: '[dđ]',
}

const GAP = '[\\s.:=>"“”\'(,-]{0,4}'
const NAMES = 'mat khau,password,passcode,passw?,pw,otp,ma pin,ma xac nhan,ma xac thuc'.split(',')
/** "Mk" is "mình" too: only with a colon or "là" it names a password. */
const NAME = `(?:${NAMES.map(written).join('|')}|mk(?=\\s{0,2}(?:[:=]|${written('la')}\\s)))`
const BETWEEN =
  'cua toi tui em minh anh chi con chau bo me vneid otp app moi cu nay day ne la gui ve so ma nhan duoc vua a'
    .split(' ')
    .map(written)
/** Four to eight digits, also in groups; or what nobody writes but as a password: letters with digits or signs. */
const DIGITS = '\\p{Nd}(?:[ .-]?\\p{Nd}){3,7}(?![\\p{L}\\p{N}]|[./-]\\p{N})'
const MIXED = '(?=\\S{0,40}[\\p{Nd}@#$%^&*_+])(?=\\S{0,40}[\\p{L}@#$%^&*_+])(?![1-9]\\.\\d{6})[^\\s"“”]{5,40}'

const SECRET = new RegExp(
  `(?<![\\p{L}\\p{N}])(${NAME}(?![\\p{L}\\p{N}])${GAP}(?:(?:${BETWEEN.join('|')})(?![\\p{L}\\p{N}])${GAP}){0,6})(${DIGITS}|${MIXED})`,
  'giu',
)
