import { TO_FILL } from '../../lint/unfilled.ts'

/** Each names its entry, since no two entries may hold one phrasing. */
export function phrasings(count: number, name: string): string {
  return Array.from({ length: count }, (_, index) => `  - ${TO_FILL} cách hỏi ${index + 1} của ${name}`).join(
    '\n',
  )
}
