import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { readScript } from '../conversations/script.ts'
import { type House, until } from './house.ts'

/** How one person speaks and is spoken to on one channel. */
type Over = {
  says(text: string): Promise<{ status: number }>
  chooses(title: string): Promise<{ status: number }>
  got(): readonly { text: string | null }[]
}

/** Nobody reads and answers in no time. */
export const READING_MS = 2_000
const FIRST = 'test/conversations/01-khai-sinh-tu-dau-den-tra-cuu.golden'

/** Acts out the first golden conversation over a channel, and sees that all that is said and counted comes out so. */
export async function actOutTheFirst(
  { server, passTime }: Pick<House, 'server' | 'passTime'>,
  over: Over,
): Promise<void> {
  let seen = 0
  for (const { cue, line, said } of scenes(readFileSync(FIRST, 'utf8'))) {
    passTime(READING_MS)
    if (cue.kind === 'says') expect(await over.says(cue.text)).toMatchObject({ status: 200 })
    else if (cue.kind === 'taps') expect(await over.chooses(cue.title)).toMatchObject({ status: 200 })
    else throw new Error(`Nobody acts out: ${line}`)
    const answer = () => withoutCodes(textsOf(over, seen).join('\n'))
    const words = wordsOf(said)
    await until(
      () => words.every(one => answer().includes(one)),
      `the answer to ${line}:\n${words.join('\n')}\n--- got\n${answer()}`,
    )
    seen = over.got().length
  }
  await server.turns.idle()
  for (const rootGuide of ['khai-sinh', 'tra-cuu']) {
    const counts = await server.store.visitCounts({ rootGuide })
    expect(counts.length).toBeGreaterThan(1)
    expect(counts.every(({ exit }) => exit === 'answered')).toBe(true)
  }
}

function textsOf({ got }: Over, from: number): (string | null)[] {
  return got()
    .slice(from)
    .map(({ text }) => text)
}

/** The number under which a choice of this title stands in a message. */
export function numberOf(title: string, text: string | null | undefined): string {
  const line = text?.split('\n').find(one => /^\d+\. /.test(one) && one.endsWith(title))
  const number = line?.split('.')[0]
  if (!number) throw new Error(`No choice "${title}" in ${text}`)
  return number
}

/** A golden file's scenes: each cue with the lines that the bot says to it, indentation taken off. */
function scenes(text: string) {
  const { cues } = readScript(text)
  const parts = text.split(/^(?:>{1,2}|@) .*$/m).slice(1)
  return cues.map(({ cue, line }, index) => {
    const said = (parts[index] ?? '')
      .split('\n')
      .filter(one => one.startsWith('  ') && !one.startsWith('  · '))
    return { cue, line, said: said.map(one => one.trim()) }
  })
}

/** A slip's code is drawn by lot, so no file can foretell it. */
export function withoutCodes(text: string): string {
  return text.replace(/\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/g, '????-????')
}

/** The lines that every channel shows as they are; progress, links and choices each has in its own way. */
function wordsOf(said: string[]): string[] {
  // What a picture shows stands in words beside it, on every channel.
  const words = said.map(line => withoutCodes(line.replace(/^▣ /, '')))
  return words.filter(one => !one.startsWith('(Bước') && !one.startsWith('→') && !/^\d+\. /.test(one))
}
