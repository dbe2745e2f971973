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
