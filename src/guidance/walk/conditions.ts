import type { Condition } from '../../catalogue/schema/condition.ts'

/** Looks up what a condition asks about; undefined where there is no answer. */
export type Scope = (subject: string) => string | undefined

/** Whether a condition holds. What has no answer equals nothing. No condition always holds. */
export function holds(condition: Condition | undefined, scope: Scope): boolean {
  if (!condition) return true
  switch (condition.kind) {
    case 'is': {
      const value = scope(condition.subject)
      return value !== undefined && condition.values.includes(value)
    }
    case 'not':
      return !holds(condition.of, scope)
    case 'all':
      return condition.of.every(part => holds(part, scope))
    case 'any':
      return condition.of.some(part => holds(part, scope))
  }
}

/** Whether a condition may still come to hold when only some answers are known: what has no answer yet is open. */
export function mayHold(condition: Condition | undefined, scope: Scope): boolean {
  if (!condition) return true
  switch (condition.kind) {
    case 'is':
      return scope(condition.subject) === undefined || holds(condition, scope)
    case 'not':
      return (
        subjectsOf(condition.of).some(subject => scope(subject) === undefined) || !holds(condition.of, scope)
      )
    case 'all':
      return condition.of.every(part => mayHold(part, scope))
    case 'any':
      return condition.of.some(part => mayHold(part, scope))
  }
}

/** Every subject that a condition asks about. */
export function subjectsOf(condition: Condition | undefined): string[] {
  if (!condition) return []
  if (condition.kind === 'is') return [condition.subject]
  if (condition.kind === 'not') return subjectsOf(condition.of)
  return condition.of.flatMap(subjectsOf)
}
