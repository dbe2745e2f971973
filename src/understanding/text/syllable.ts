/**
 * Whether a folded word could be a Vietnamese syllable: a slip mostly gives what nobody can pronounce ("snih"),
 * while a syllable that sounds right is another word, and must not be mended lightly.
 */
export function soundsVietnamese(letters: string): boolean {
  return SYLLABLE.test(letters)
}

const ONSET = '(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|q|r|s|t|th|tr|v|x)?'
const NUCLEUS =
  '(?:a|e|i|o|u|y|ia|ie|ye|yeu|oa|oe|oo|ua|ue|uy|uya|uye|uo|uie|ai|ao|au|ay|eo|eu|iu|ieu|oai|oay|oao|oeo|oi|ui|uoi|uou|uu|uay|uai|uao|uyu|uia)'
const CODA = '(?:c|ch|m|n|ng|nh|p|t)?'
const SYLLABLE = new RegExp(`^${ONSET}${NUCLEUS}${CODA}$`)

/** Vietnamese has some 2,000 syllables without their marks; texts of other languages shall not fill the memory. */
const MOST_REMEMBERED = 10_000
const sounds = new Map<string, string>()

/**
 * A folded syllable as one half of the country or the other says it and a telephone hears it: tr as ch, s as x, gi and r as d, l as n,
 * -ng and -nh as -n, -c and -ch as -t, ưu as iu, iêm as im.
 */
export function soundOf(letters: string): string {
  const known = sounds.get(letters)
  if (known !== undefined) return known
  const sound = letters
    .replace(/^tr/, 'ch')
    .replace(/^s/, 'x')
    .replace(/^(?:gi(?=[aeou])|r|z)/, 'd')
    .replace(/^l/, 'n')
    .replace(/^f/, 'ph')
    .replace(/(?<=[aeiouy])(?:ng|nh)$/, 'n')
    .replace(/(?<=[aeiouy])(?:c|ch)$/, 't')
    .replace(/uou$/, 'ieu')
    .replace(/uu$/, 'iu')
    .replace(/ie(?=[mpu]$)/, 'i')
  if (sounds.size < MOST_REMEMBERED) sounds.set(letters, sound)
  return sound
}

/** Of the marks of a word its tone, and whether it has a đ. */
export function toneOf(marks: string): string {
  return marks.replace(SHAPES, '')
}

/** Circumflex, breve, horn. */
const SHAPES = /\u0302|\u0306|\u031B/g
