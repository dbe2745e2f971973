import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { NOTHING_EXPECTED, understand } from '../../src/understanding/understand.ts'
import { contentKnowledge } from '../content-knowledge.ts'

const knowledge = contentKnowledge('khong')

/** One a line: the number to call behind `!` (`!tu-tu` where somebody wants to die) or any other label, a tab, the message. */
const lines = readFileSync(join(import.meta.dirname, 'said', 'emergencies.tsv'), 'utf8')
  .split('\n')
  .flatMap(line => {
    const [label, text] = line.split('\t')
    return label === undefined || text === undefined ? [] : [{ label, text }]
  })

function emergencyIn(text: string) {
  const [first] = understand(knowledge, text, NOTHING_EXPECTED)
  const found = first?.kind === 'beyond' ? knowledge.beyond.get(first.id) : undefined
  return found?.kind === 'emergency' ? found : null
}

describe('an emergency is told the number to call, whoever writes and however', () => {
  const emergencies = lines.filter(({ label }) => label.startsWith('!'))
  const others = lines.filter(({ label }) => !label.startsWith('!'))

  test('there are many of both', () => {
    expect(emergencies.length).toBeGreaterThanOrEqual(165)
    expect(others.length).toBeGreaterThanOrEqual(95)
  })

  // What is learned shifts a little with whatever content changes; what has a sign does not.
  test('hardly any is not heard', () => {
    const unheard = emergencies.filter(({ text }) => emergencyIn(text) === null)
    expect(unheard.length / emergencies.length, JSON.stringify(unheard)).toBeLessThanOrEqual(0.018)
  })

  test('and hardly any is told another number', () => {
    const named = emergencies.filter(({ label, text }) =>
      label === '!tu-tu' ? emergencyIn(text)?.id === 'muon-chet' : emergencyIn(text)?.call === label.slice(1),
    )
    expect(named.length / emergencies.length).toBeGreaterThanOrEqual(0.97)
  })

  test('whoever asks for papers about what is over is not sent to any of these numbers', () => {
    const sent = others.filter(({ text }) => emergencyIn(text) !== null)
    expect(sent.length / others.length, JSON.stringify(sent)).toBeLessThanOrEqual(0.02)
  })
})

describe('in the middle of something else', () => {
  const atStep = {
    choices: [
      { title: 'Tiếp', also: [], words: ['done' as const] },
      { title: 'Bị vướng', also: [], words: [] },
    ],
    step: { kind: 'do' as const },
    subject: null,
  }

  test.each([
    ['cứu tôi với', 'cong-an-113'],
    ['cháy nhà rồi', 'chay-114'],
    ['113', 'cong-an-113'],
    ['má em bất tỉnh rồi', 'cap-cuu-115'],
  ])('“%s” is no word for the step', (text, id) => {
    expect(understand(knowledge, text, atStep)).toEqual([{ kind: 'beyond', id }])
  })

  test('“cứu với” alone still asks the bot for help', () => {
    expect(understand(knowledge, 'cứu với', atStep)).toEqual([{ kind: 'command', command: 'help' }])
  })
})
