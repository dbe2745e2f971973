import { oneSpelling } from './tokens.ts'

/**
 * What a keyboard whose Vietnamese was off may have been meant to type, folded: "ddawng" (telex) and "d9a8ng" (VNI) are "dang". The
 * likeliest first; none for a word that holds no such debris.
 */
export function withoutDebris(letters: string): string[] {
  const found: string[] = []
  if (VNI.test(letters)) found.push(letters.replace(/\d/g, ''))
  const shapes = letters
    .replace(/dd/g, 'd')
    .replace(/([aeo])\1/g, '$1')
    .replace(/(?<=[aou]|^[bcdghklmnpqrstvx]+)w/g, '')
  if (shapes !== letters) found.push(shapes)
  const toneAtEnd = shapes.replace(/(?<=[aeiouy].*)[sfrxj]$/, '')
  if (toneAtEnd !== shapes) found.push(toneAtEnd)
  const toneInside = shapes.replace(/(?<=[aeiouy])[sfrxj](?=[a-z])/, '')
  if (toneInside !== shapes) found.push(toneInside)
  for (const tone of [toneAtEnd, toneInside]) {
    const shapeLate = tone.replace(/([aeod])(.+)\1$/, '$1$2')
    if (shapeLate !== tone) found.push(shapeLate)
  }
  return found.map(oneSpelling)
}

/** Tones and shapes stand behind a vowel of a longer word, or behind d; "a1", "b2" and "c1e" are driving licences, "ct01" is a form. */
const VNI = /^(?!.\d?$)(?:[a-z]*[aeiouy][a-z]*|d)[1-9]{1,2}[a-z]*(?:[1-9]{1,2}[a-z]*)*$/
