import type { Knowledge } from '../catalogue/knowledge.ts'
import type { Condition } from '../catalogue/schema/condition.ts'
import type { Step } from '../catalogue/schema/guide.ts'
import { mayHold, type Scope } from '../guidance/walk/conditions.ts'
import { scopeOver } from '../guidance/walk/scope.ts'
import { label } from '../guidance/words.ts'

const OR = ', hoặc '

/** Where a step stands on the page. */
export type Numbered = { number: number; step: Step }

/**
 * Whether a reader of this installation can come to a step: its abilities are known, all else is open. What the
 * assistant asks for itself, such as whether it may keep a fact, is nothing to read.
 */
export function mayCome(knowledge: Knowledge, step: Step): boolean {
  if (step.kind === 'ask' && step.remembers) return false
  return mayHold(step.when, abilities(knowledge))
}

/**
 * When a step is done, in words: `ở bước 1 chọn “Có”`. Empty where it always is. `steps` are those that the page
 * shows, by id.
 */
export function whenText(
  knowledge: Knowledge,
  condition: Condition | undefined,
  steps: ReadonlyMap<string, Numbered>,
): string {
  const scope = abilities(knowledge)
  const isCertain = (part: Condition) => !mayHold({ kind: 'not', of: part }, scope)

  function words(part: Condition, isNot: boolean): string {
    switch (part.kind) {
      case 'not':
        return words(part.of, !isNot)
      case 'all':
      case 'any': {
        // "Not both" is "not the one, or not the other".
        const isAll = (part.kind === 'all') !== isNot
        const open = part.of.filter(one => (isAll ? !isCertain(one) : mayHold(one, scope)))
        const said = [...new Set(open.map(one => words(one, isNot)))].filter(text => text !== '')
        if (!isAll) return said.join(OR)
        return said.map(text => (text.includes(OR) && said.length > 1 ? `(${text})` : text)).join(' và ')
      }
      case 'is':
        return equals(part, isNot)
    }
  }

  function equals({ subject, values }: Extract<Condition, { kind: 'is' }>, isNot: boolean): string {
    if (subject === 'biet.tai-khoan') return isNot ? 'chưa có tài khoản' : 'đã có tài khoản'
    const asked = steps.get(subject)
    if (!asked) return ''
    const { number, step } = asked
    if (step.kind === 'use') {
      const last = choicesBefore(knowledge, step.guide, values).map(title => `“${title}”`)
      if (last.length > 0) return `bước ${number} ${isNot ? 'không dừng' : 'dừng'} ở ${last.join(' hoặc ')}`
    }
    if (step.kind !== 'ask') return `tùy kết quả của bước ${number}`
    const labels = values.map(value => `“${step.options[value]?.label ?? label(knowledge, 'skip')}”`)
    return `ở bước ${number} ${isNot ? 'không chọn' : 'chọn'} ${labels.join(' hoặc ')}`
  }

  return condition && !isCertain(condition) ? words(condition, false) : ''
}

/** What a used guide was last answered where it ends with one of these outcomes; none where no one answer decides. */
function choicesBefore(knowledge: Knowledge, used: string, outcomes: readonly string[]): string[] {
  const steps = knowledge.guides.get(used)?.steps ?? []
  const titles = steps.flatMap(step => {
    if (step.kind !== 'finish' || !outcomes.includes(step.outcome) || step.when?.kind !== 'is') return []
    const { subject, values } = step.when
    const asked = steps.find(({ id }) => id === subject)
    if (asked?.kind === 'use') return choicesBefore(knowledge, asked.guide, values)
    return asked?.kind === 'ask' ? values.flatMap(value => asked.options[value]?.label ?? []) : []
  })
  return [...new Set(titles)]
}

function abilities(knowledge: Knowledge): Scope {
  return scopeOver(knowledge, {}, () => undefined)
}
