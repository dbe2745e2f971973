import type { Knowledge } from '../../../src/catalogue/knowledge.ts'
import { MERGER_QUESTION } from '../../../src/catalogue/places.ts'
import type { Intent } from '../../../src/understanding/intent.ts'
import { NOTHING_EXPECTED, understand } from '../../../src/understanding/understand.ts'
import { keyOf, type Said } from './said.ts'

/** Shares, 0 to 1, each of the messages that it is about; `messages` counts them. */
export type Measure = {
  /** Of those that mean a topic: the right one first, or among the three that are offered. */
  readonly topics: number
  readonly first: number
  readonly amongThree: number
  /** Of all messages: answered with certainty, and wrongly. */
  readonly messages: number
  readonly wronglyCertain: number
  /** Of those that no topic is about (other offices, chatter): answered with a topic and with certainty. */
  readonly others: number
  readonly othersCertain: number
  readonly ambiguous: number
  readonly askedBack: number
  readonly emergencies: number
  readonly emergenciesKnown: number
  readonly swindles: number
  readonly swindlesKnown: number
}

/** What is got out of a message: the keys of topics in their order, and how sure. */
export type Answer = {
  readonly keys: readonly string[]
  readonly certain: boolean
  readonly kind: Intent['kind']
}

export function answerTo(knowledge: Knowledge, text: string): Answer {
  const intents = understand(knowledge, text, NOTHING_EXPECTED)
  const keys = intents.flatMap(topicsOf).map(topic => keyOf(knowledge, topic))
  const [first] = intents
  return {
    keys: [...new Set(keys)],
    certain:
      first?.kind === 'topic' || first?.kind === 'places' || (first?.kind === 'command' && keys.length > 0),
    kind: first?.kind ?? 'unknown',
  }
}

function topicsOf(intent: Intent): { kind: string; id: string }[] {
  switch (intent.kind) {
    case 'topic':
      return [intent.topic]
    case 'places':
      return [{ kind: 'faq', id: MERGER_QUESTION }]
    case 'unsure':
      return intent.candidates.map(({ topic }) => topic)
    case 'suspicious':
      return [{ kind: 'faq', id: 'lua-dao' }]
    case 'command':
      // The command starts that guide.
      return intent.command === 'status' ? [{ kind: 'guide', id: 'tra-cuu' }] : []
    default:
      return []
  }
}

export function measure(all: readonly Said[], answer: (text: string) => Answer): Measure {
  const answered = all.map(one => ({ ...one, ...answer(one.text) }))
  const of = (...means: Said['means'][]) => answered.filter(one => means.includes(one.means))
  const share = <T>(some: readonly T[], holds: (one: T) => boolean) =>
    some.length === 0 ? 0 : some.filter(holds).length / some.length
  const topics = of('topic')
  const others = of('outside', 'chatter')
  const ambiguous = of('ambiguous')
  const emergencies = of('emergency')
  const swindles = of('swindle')
  return {
    topics: topics.length,
    first: share(topics, ({ keys, right }) => right.includes(keys[0] ?? '')),
    amongThree: share(topics, ({ keys, right }) => keys.slice(0, 3).some(key => right.includes(key))),
    messages: all.length,
    wronglyCertain: share(answered, isWronglyCertain),
    others: others.length,
    othersCertain: share(others, ({ certain }) => certain),
    ambiguous: ambiguous.length,
    askedBack: share(ambiguous, ({ kind }) => kind === 'unsure'),
    emergencies: emergencies.length,
    emergenciesKnown: share(emergencies, ({ kind }) => kind === 'beyond'),
    swindles: swindles.length,
    swindlesKnown: share(swindles, ({ keys }) => keys.includes('faq:lua-dao')),
  }
}

/** An answer to what asks for none is wrong too; a swindle that is met with the advice on swindles is not. */
export function isWronglyCertain({ means, right, keys, certain }: Said & Answer): boolean {
  const rightKeys = means === 'swindle' ? ['faq:lua-dao'] : right
  return certain && !rightKeys.includes(keys[0] ?? '')
}
