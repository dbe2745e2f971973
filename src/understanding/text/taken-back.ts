/**
 * A text without what it takes back itself: "đổi căn cước, à không, làm lại căn cước" asks for the second alone, "tạm trú
 * chứ không phải thường trú" for the first, "không phải sang tên xe, sang tên đất" for the last. As it was typed where nothing else is left.
 */
export function withoutTakenBack(text: string): string {
  const corrected = text.split(CORRECTING).at(-1) ?? ''
  const kept = (isSomething(corrected) ? corrected : text).replace(RATHER_THAN, ' ')
  const [first = '', ...others] = kept.split(CLAUSES)
  const rest = others.join(', ')
  if (DENIED.test(first) && isSomething(rest)) return rest
  const last = others.at(-1) ?? ''
  if (DENIED.test(last)) return [first, ...others.slice(0, -1)].join(', ')
  return isSomething(kept) ? kept : text
}

function isSomething(text: string): boolean {
  return text.trim().split(/\s+/).length > 1
}

/** What follows stands in the place of what was said. */
const CORRECTING =
  /(?:^|[\s,.;])(?:à không|(?<=[,.;]\s*)a khong|(?:à|a|ý|y|ủa|ua|í|nói|noi|hỏi|hoi) (?:nhầm|nham|lộn|lon)(?: rồi| roi)?)(?=[\s,.;:]|$)[\s,.;:]*/iu
/** Up to the end of its clause. */
const RATHER_THAN =
  /(?:^|\s)(?:chứ|chớ|chu|cho) (?:không|khong|ko|hông|hong|hổng|k) (?:phải|phai)(?: là| la)?\s[^,.;?!\n]*/giu
const CLAUSES = /[,;.]\s+/u
const DENIED = /^\s*(?:không|khong|ko|hông|hong|hổng) (?:phải|phai)\s/iu
