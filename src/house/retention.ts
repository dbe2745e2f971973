import type { Operator } from '../catalogue/schema/operator.ts'
import type { Retention } from '../store/records/kept.ts'

/** For how long everything is kept, as content/operator.yaml says it. */
export function retentionOf({ keepDays, keep }: Pick<Operator, 'keepDays' | 'keep'>): Retention {
  return { conversationDays: keepDays, ...keep }
}
