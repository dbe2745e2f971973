/** More questions than this in one message get no answer of their own; the person asks again. */
export const MOST_PARTS = 6

/** The parts of a message that may be questions of their own: sentences, lines, what "và" and commas join. */
export function parts(text: string): string[] {
  const found = text
    .normalize('NFC')
    .split(BETWEEN)
    .map(part => part.trim())
    .filter(part => part !== '')
  return found.slice(0, MOST_PARTS)
}

const BETWEEN = /[?!;\n,]+|\.(?=\s|$)|\s(?:và|va|với lại|voi lai|rồi còn|còn về)\s/iu
