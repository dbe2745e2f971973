import type { Knowledge } from '../../src/catalogue/knowledge.ts'
import { Command } from '../../src/catalogue/schema/language.ts'
import { type Choice, type Conversation, newConversation } from '../../src/guidance/conversation.ts'
import type { Input } from '../../src/guidance/input.ts'
import type { Outcome, RunChange, VisitChange } from '../../src/guidance/outcome.ts'
import { respond } from '../../src/guidance/respond.ts'
import type { Reach } from '../../src/guidance/unasked/unasked.ts'

const START = Date.parse('2026-11-23T02:00:00Z')
const HOUR = 60 * 60 * 1000

/** A walk through the engine: an input at a time, with a clock and ids of its own. */
export class Walker {
  knowledge: Knowledge
  conversation: Conversation = newConversation(START)
  now = START
  /** As Zalo has it. */
  reach: Reach = { freeHours: 48 }
  mayHandOff = true
  readonly visits: VisitChange[] = []
  readonly runs: RunChange[] = []
  private ids = 0
  private readonly prefix: string

  /** `prefix` keeps the ids of two walkers apart. */
  constructor(knowledge: Knowledge, prefix = 'id') {
    this.knowledge = knowledge
    this.prefix = prefix
  }

  take(input: Input): Outcome {
    this.now += 60_000
    const outcome = respond(this.knowledge, this.conversation, input, {
      now: this.now,
      newId: () => `${this.prefix}${++this.ids}`,
      reach: this.reach,
      mayHandOff: this.mayHandOff,
    })
    this.conversation = outcome.conversation
    this.visits.push(...outcome.visits)
    this.runs.push(...outcome.runs)
    return outcome
  }

  start(guide = 'goc'): Outcome {
    return this.tap({ title: '', action: { do: 'start', guide, relation: null } })
  }

  tap(choice: Choice): Outcome {
    return this.take({ kind: 'tapped', action: choice.action })
  }

  /** Gives the step on the screen an answer, if it takes one; `n` picks which. */
  answer(n: number): Outcome | null {
    const choices = answering(this.conversation)
    const choice = choices[n % Math.max(1, choices.length)]
    if (choice) return this.tap(choice)
    return this.conversation.current
      ? this.take({ kind: 'said', intents: [{ kind: 'value', value: '2' }], sensitive: false })
      : null
  }

  /** Anything that a person or the world can do, by number. */
  anything(n: number): Outcome {
    const { prompt } = this.conversation
    const choice = prompt[n % Math.max(1, prompt.length)]
    const command = Command.options[n % Command.options.length] ?? 'menu'
    const inputs: Input[] = [
      ...(choice ? Array.from({ length: 8 }, (): Input => ({ kind: 'tapped', action: choice.action })) : []),
      { kind: 'said', intents: [{ kind: 'command', command }], sensitive: false },
      { kind: 'undelivered', text: 'Phí là 7.000 đồng.', links: [], isStep: n % 2 === 0, at: this.now },
      { kind: 'said', intents: [{ kind: 'unknown' }], sensitive: n % 2 === 0 },
      { kind: 'said', intents: [{ kind: 'value', value: '3' }], sensitive: false },
      { kind: 'said', intents: [{ kind: 'smallTalk', talk: 'greeting' }], sensitive: false },
      {
        kind: 'said',
        intents: [{ kind: 'topic', topic: { kind: 'guide', id: 'con' }, facet: null, relation: 'me' }],
        sensitive: false,
      },
      { kind: 'tapped', action: null },
      {
        kind: 'tapped',
        action: { do: 'start', guide: n % 2 ? 'goc' : 'con', relation: n % 3 ? 'me' : null },
      },
      { kind: 'media', media: n % 2 ? 'image' : 'contact' },
      { kind: 'media', media: 'location', at: n % 2 ? { latitude: n % 90, longitude: 105.8 } : null },
      { kind: 'media', media: 'file', caption: { intents: [{ kind: 'unknown' }], sensitive: n % 2 === 0 } },
      { kind: 'arrived', link: n % 2 ? 'MA1' : null },
      { kind: 'jobFailed', job: n % 2 ? 'lookup' : 'notify' },
      { kind: 'timer', timer: n % 2 ? 'staff-wait' : 'staff-quiet' },
      { kind: 'timer', timer: 'leave-check' },
      { kind: 'timer', timer: 'nudge' },
      { kind: 'timer', timer: 'remind' },
    ]
    const input = inputs[Math.floor(n / 7) % inputs.length] ?? { kind: 'unfollowed' }
    if (input.kind === 'timer') this.now += (n % 2 ? 25 : 21) * HOUR
    return this.take(input)
  }
}

/** The choices that answer the step on the screen, in the order of the screen. */
export function answering({ prompt }: Conversation): Choice[] {
  return prompt.filter(({ action }) => action.do === 'answer' || action.do === 'tick')
}
