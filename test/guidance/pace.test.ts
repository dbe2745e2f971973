import { describe, expect, it } from 'vitest'
import { readState } from '../../src/bot/state.ts'
import { newConversation } from '../../src/guidance/conversation.ts'
import type { Input } from '../../src/guidance/input.ts'
import { printOf } from '../../src/guidance/loop.ts'
import type { Outcome } from '../../src/guidance/outcome.ts'
import { isHeld } from '../../src/guidance/pace.ts'
import { respond } from '../../src/guidance/respond.ts'
import type { Intent } from '../../src/understanding/intent.ts'
import { guide, knowledgeWith } from './guides.ts'

const START = Date.parse('2026-11-23T02:00:00Z')
const SECOND = 1_000
const MINUTE = 60 * SECOND

const steps = ['mot', 'hai', 'ba', 'bon'].map(id => ({ id, do: `Bước ${id}` }))

/** Somebody who writes when the test says; timers ring when their time has come. */
class Somebody {
  now = START
  conversation = newConversation(START)
  readonly heard: string[] = []
  private readonly knowledge = knowledgeWith([guide('goc', steps)])
  private timer: number | null = null
  private ids = 0

  says(text: string, intents: Intent[] = [{ kind: 'unknown' }]): string[] {
    return this.take({ kind: 'said', intents, sensitive: false, print: printOf(text) })
  }

  taps(action: (Input & { kind: 'tapped' })['action']): string[] {
    return this.take({ kind: 'tapped', action })
  }

  take(input: Input): string[] {
    const said = this.turn(input).replies.map(({ text }) => text)
    this.heard.push(...said)
    return said
  }

  /** Lets time pass, and the timer of the pace ring on its way. */
  waits(ms: number): string[] {
    const end = this.now + ms
    const said: string[] = []
    while (this.timer !== null && this.timer <= end) {
      this.now = Math.max(this.now, this.timer)
      this.timer = null
      said.push(...this.take({ kind: 'timer', timer: 'calm' }))
    }
    this.now = end
    return said
  }

  private turn(input: Input): Outcome {
    const outcome = respond(this.knowledge, this.conversation, input, {
      now: this.now,
      newId: () => `id${++this.ids}`,
      reach: null,
    })
    this.conversation = JSON.parse(JSON.stringify(outcome.conversation))
    if (outcome.cancelled.includes('calm')) this.timer = null
    this.timer = outcome.jobs.find(({ key }) => key === 'calm')?.due ?? this.timer
    return outcome
  }
}

const flood = (somebody: Somebody, count: number, everyMs: number): string[] =>
  Array.from({ length: count }, (_, index) => {
    const said = somebody.says(`tin ${index}`)
    somebody.waits(everyMs)
    return said
  }).flat()

describe('somebody who sends too much at once', () => {
  it('is answered twenty times, told once, and then not answered one by one', () => {
    const somebody = new Somebody()
    somebody.says('chào')
    const said = flood(somebody, 100, 10)
    expect(said.filter(text => text.startsWith('tooFast'))).toHaveLength(1)
    expect(said.length).toBeGreaterThan(18)
    expect(said.length).toBeLessThan(25)
    expect(said.at(-1)).toContain('tooFast')
  })

  it('is told so too where a hundred come within ten seconds, and hears once when it has calmed', () => {
    const somebody = new Somebody()
    flood(somebody, 100, 100)
    expect(somebody.heard.at(-1)).toContain('tooFast')
    expect(somebody.waits(15 * SECOND)).toEqual([expect.stringContaining('calmAgain')])
    expect(somebody.waits(MINUTE)).toEqual([])
    expect(somebody.says('gì vậy')).toEqual([expect.stringContaining('unknown')])
  })

  it('sees the step again that was being done, and can go on from there', () => {
    const somebody = new Somebody()
    somebody.taps({ do: 'start', guide: 'goc', relation: null })
    flood(somebody, 60, 50)
    expect(somebody.conversation.prompt.length).toBeGreaterThan(0)
    const [calm] = somebody.waits(15 * SECOND)
    expect(calm).toContain('calmAgain')
    expect(calm).toContain('Bước mot')
    const [choice] = somebody.conversation.prompt
    expect(choice && somebody.taps(choice.action)[0]).toContain('Bước hai')
  })

  it('keeps the choices that were on the screen, whose numbers mean what they meant', () => {
    const somebody = new Somebody()
    somebody.taps({ do: 'start', guide: 'goc', relation: null })
    const before = somebody.conversation
    for (let tap = 0; tap < 100; tap++) somebody.taps({ do: 'stuck', run: 'x', path: 'y' })
    expect(isHeld(somebody.conversation, somebody.now)).toBe(true)
    const { prompt, stepShown } = somebody.conversation
    somebody.says('tin')
    expect(somebody.conversation).toMatchObject({ prompt, stepShown, runs: before.runs })
  })

  it('who writes again when it has calmed is answered at once, and no all-clear comes behind', () => {
    const somebody = new Somebody()
    flood(somebody, 40, 10)
    somebody.now += 15 * SECOND
    expect(somebody.says('gì vậy')).toEqual([expect.stringContaining('unknown')])
    expect(somebody.waits(MINUTE)).toEqual([])
  })

  it('can walk a guide as quickly as fingers go', () => {
    const somebody = new Somebody()
    for (let round = 0; round < 5; round++) {
      somebody.taps({ do: 'start', guide: 'goc', relation: null })
      for (let step = 0; step < 4; step++) {
        const [choice] = somebody.conversation.prompt
        if (choice) somebody.taps(choice.action)
        somebody.waits(300)
      }
    }
    expect(somebody.heard.filter(text => text.includes('tooFast'))).toEqual([])
  })

  it('can always have everything erased', () => {
    const somebody = new Somebody()
    flood(somebody, 60, 10)
    const erase = { do: 'erase', yes: true } as const
    expect(somebody.taps(erase)).toEqual([expect.stringContaining('eraseConfirm')])
    expect(somebody.taps(erase)).toEqual([expect.stringContaining('eraseDone')])
  })

  it('is not spoken to where staff answer', () => {
    const somebody = new Somebody()
    somebody.says('chào')
    somebody.take({ kind: 'staffSpoke' })
    expect(flood(somebody, 60, 10)).toEqual([])
  })

  it('is held no longer than the calm takes where the clock goes back an hour meanwhile', () => {
    const somebody = new Somebody()
    flood(somebody, 60, 10)
    somebody.now -= 60 * MINUTE
    expect(somebody.says('gì')).toEqual([])
    somebody.now += 15 * SECOND
    expect(somebody.says('gì vậy')).toEqual([expect.stringContaining('unknown')])
  })

  it('is understood by a house that knew nothing of this when it wrote the conversation down', () => {
    const { pace, loop, ...older } = newConversation(START)
    const read = readState(JSON.stringify(older), START + MINUTE)
    expect(read).toMatchObject({ loop, pace: { level: 0, hurry: null } })
    expect(pace.level).toBe(0)
  })
})

describe('another automaton that answers ours', () => {
  const AWAY = 'Cảm ơn đã liên hệ, chúng tôi sẽ trả lời sớm.'

  /** Answers every message of the bot with the next of its texts, however late it comes; gives how many it sent. */
  function automaton(somebody: Somebody, texts: readonly string[], everyMs: number): number {
    let sent = 0
    for (let answers = 1; answers > 0 && sent < 500; sent++) {
      answers = somebody.says(texts[sent % texts.length] ?? '').length
      answers += somebody.waits(everyMs).length
      if (answers === 0) answers += somebody.waits(MINUTE).length
    }
    return sent
  }

  it.each([
    ['the same text', [AWAY], 2 * SECOND],
    ['two texts in turn', [AWAY, 'Giờ làm việc: 8 giờ đến 17 giờ.'], 3 * SECOND],
  ])('%s: is told once that the bot stops, and then nothing', (_, texts, everyMs) => {
    const somebody = new Somebody()
    const sent = automaton(somebody, texts, everyMs)
    expect(sent).toBeLessThan(60)
    const about = somebody.heard.filter(text => /loopStopped/.test(text))
    expect(about).toHaveLength(1)
    expect(somebody.says(texts[0] ?? '')).toEqual([])
  })

  it('that is quicker than anybody reads is held by the pace, so that the exchange ends', () => {
    const somebody = new Somebody()
    expect(automaton(somebody, [AWAY], 20)).toBeLessThan(60)
    expect(somebody.heard.filter(text => /tooFast/.test(text)).length).toBeLessThanOrEqual(2)
  })

  it('that sends back what it is told stops too', () => {
    const somebody = new Somebody()
    let [last] = somebody.says('Tin đầu tiên')
    let sent = 0
    for (; last !== undefined && sent < 500; sent++) {
      last = somebody.says(last).at(-1)
      last = somebody.waits(2 * SECOND).at(-1) ?? last
    }
    expect(sent).toBeLessThan(30)
    expect(somebody.heard.filter(text => text.includes('loopStopped'))).toHaveLength(1)
  })

  it('is answered again as soon as something else is written or chosen', () => {
    const somebody = new Somebody()
    automaton(somebody, [AWAY], 2 * SECOND)
    expect(somebody.says('có ai ở đó không')).toHaveLength(1)
    automaton(somebody, [AWAY], 2 * SECOND)
    expect(somebody.taps({ do: 'menu', page: 0 })).toHaveLength(1)
    expect(somebody.says(AWAY)).toHaveLength(1)
  })

  it('says the same the next morning and is answered', () => {
    const somebody = new Somebody()
    automaton(somebody, [AWAY], 2 * SECOND)
    somebody.waits(12 * 60 * MINUTE)
    expect(somebody.says(AWAY)).toHaveLength(1)
  })

  it('is not taken for one: a person who says “xong” at step after step', () => {
    const somebody = new Somebody()
    for (let round = 0; round < 4; round++) {
      somebody.taps({ do: 'start', guide: 'goc', relation: null })
      for (let step = 0; step < 4; step++) {
        expect(somebody.says('xong', [{ kind: 'choice', index: 0 }])).not.toEqual([])
        somebody.waits(3 * SECOND)
      }
    }
    expect(somebody.heard.filter(text => text.includes('loopStopped'))).toEqual([])
  })
})
