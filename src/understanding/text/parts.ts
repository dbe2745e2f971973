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

/** The same, parted as well by the words that join two things to be done: each may be much else, so that every part has to make sense. */
export function finerParts(text: string): string[] {
  return parts(text)
    .flatMap(part => part.split(JOINING))
    .map(part => part.trim())
    .filter(part => part !== '')
    .slice(0, MOST_PARTS)
}

const JOINING = /(?:^|\s)(?:với|voi|cả|ca|lẫn|lan|cùng|cung|vừa|vua|kèm|kem)(?=\s|$)|[:+&]|\s-\s/iu
const BETWEEN = /[?!;\n,]+|\.(?=\s|$)|\s(?:và|va|với lại|voi lai|rồi còn|còn về)\s/iu
