import { readScript } from '../conversations/script.ts'

/** A golden file's scenes: each cue with the lines that the bot says to it, indentation taken off. */
export function scenes(text: string) {
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
export function wordsOf(said: string[]): string[] {
  // What a picture shows stands in words beside it, on every channel.
  const words = said.map(line => withoutCodes(line.replace(/^▣ /, '')))
  return words.filter(one => !one.startsWith('(Bước') && !one.startsWith('→') && !/^\d+\. /.test(one))
}
