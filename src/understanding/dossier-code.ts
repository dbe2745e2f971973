/**
 * A dossier code, in the two forms that are in use: `000.00.04.H51-200221-0001` (Thông tư 01/2018/TT-VPCP,
 * Điều 19) and `H56.34-240820-0012`; lower case and spaces around the marks are let pass (domain facts §2.5).
 */
export const DOSSIER_CODE =
  /(?<![\p{L}\p{N}])(?:\d{3}\s?[.,]\s?\d{2}\s?[.,]\s?\d{2}\s?[.,]\s?)?[GH]\s?\d{2}(?:\s?[.,]\s?\d{1,3}){0,4}\s?[-–—]\s?\d{6}\s?[-–—]\s?\d{4,6}(?!\p{N})/giu

/** The first dossier code in a text in its canonical form (upper case, no spaces), or null. */
export function findDossierCode(text: string): string | null {
  const [found] = text.normalize('NFKC').match(DOSSIER_CODE) ?? []
  return found === undefined
    ? null
    : found.replace(/\s/g, '').replaceAll(',', '.').replace(/[–—]/g, '-').toUpperCase()
}
