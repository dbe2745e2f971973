import type { MediaInput } from '../../src/guidance/input.ts'

/** One line of a golden conversation that makes something happen; all other lines are what came of it. */
export type Cue =
  /** `atOnce`: in one go with the message before, as when a phone finds its network again. */
  | { kind: 'says'; text: string; atOnce: boolean }
  /** Taps a choice of the last message, or, with `old`, the latest one of that title that ever stood there. */
  | { kind: 'taps'; title: string; old: boolean }
  | { kind: 'waits'; ms: number }
  /** Somebody edits a content file: the first text becomes the second. */
  | { kind: 'edits'; file: string; from: string; to: string }
  | { kind: 'sends'; media: MediaInput['media']; at: MediaInput['at']; caption: string | null }
  | { kind: 'arrives'; link: string | null }
  | { kind: 'staff'; what: 'staffSpoke' | 'handedBack' }
  /** From now on nobody on duty can be told. */
  | { kind: 'nobodyTold' }

const SECOND = 1000
const HOUR = 60 * 60 * SECOND
const PASSING: { readonly [word: string]: number } = {
  giây: SECOND,
  phút: 60 * SECOND,
  giờ: HOUR,
  ngày: 24 * HOUR,
}
const MEDIA: { readonly [word: string]: MediaInput['media'] } = {
  ảnh: 'image',
  'giọng nói': 'voice',
  'nhãn dán': 'sticker',
  video: 'video',
  tệp: 'file',
  'đường dẫn': 'link',
  'danh thiếp': 'contact',
  'vị trí': 'location',
  'thứ lạ': 'other',
}

/**
 * Reads a cue, or null where the line is none:
 *
 *     > làm giấy khai sinh cho con        says
 *     >> alo                              says it at once, in one go with what came before
 *     > [Bắt đầu]                         taps a choice on the screen
 *     > [[Có rồi]]                        taps an old button
 *     > (ảnh)                             sends a picture; also giọng nói, nhãn dán, video, tệp, đường dẫn,
 *                                         danh thiếp, thứ lạ, vị trí (one that could not be read)
 *     > (ảnh) giấy này được không         the same with a text under it
 *     > (vị trí 19.81, 105.78)            sends where they are
 *     @ 3 ngày                            time passes (giây, phút, giờ or ngày)
 *     @ đến qua đường dẫn CODE            opens the chat through a link
 *     @ cán bộ nhắn, @ cán bộ trao lại    staff speak, hand back
 *     @ không báo được cán bộ             nobody on duty can be told from now on
 *     @ sửa guides/a.yaml: cũ => mới      the content changes
 */
export function readCue(line: string): Cue | null {
  const old = /^> \[\[(.+)\]\]$/.exec(line)
  if (old?.[1]) return { kind: 'taps', title: old[1], old: true }
  const tap = /^> \[(.+)\]$/.exec(line)
  if (tap?.[1]) return { kind: 'taps', title: tap[1], old: false }
  const sent = /^> \((\D+?)(?: ([\d.]+), ([\d.]+))?\)(?: (.+))?$/.exec(line)
  const media = MEDIA[sent?.[1] ?? '']
  if (sent && media) {
    const at = sent[2] ? { latitude: Number(sent[2]), longitude: Number(sent[3]) } : null
    return { kind: 'sends', media, at, caption: sent[4] ?? null }
  }
  const says = /^>(>?) (.+)$/.exec(line)
  if (says?.[2]) return { kind: 'says', text: says[2], atOnce: says[1] === '>' }
  const wait = /^@ (\d+) (\S+)$/.exec(line)
  const length = PASSING[wait?.[2] ?? '']
  if (wait && length) return { kind: 'waits', ms: Number(wait[1]) * length }
  const link = /^@ đến qua đường dẫn (\S+)$/.exec(line)
  if (link?.[1]) return { kind: 'arrives', link: link[1] }
  if (line === '@ mở trò chuyện') return { kind: 'arrives', link: null }
  if (line === '@ cán bộ nhắn') return { kind: 'staff', what: 'staffSpoke' }
  if (line === '@ cán bộ trao lại') return { kind: 'staff', what: 'handedBack' }
  if (line === '@ không báo được cán bộ') return { kind: 'nobodyTold' }
  const edit = /^@ sửa (\S+): (.+) => (.*)$/.exec(line)
  if (edit?.[1] && edit[2])
    return { kind: 'edits', file: edit[1], from: withBreaks(edit[2]), to: withBreaks(edit[3] ?? '') }
  if (/^[>@]/.test(line)) throw new Error(`Not a cue: ${line}`)
  return null
}

/** `\n` in an edit stands for a line break. */
function withBreaks(text: string): string {
  return text.replaceAll('\\n', '\n')
}

/** The title of a golden conversation and its cues, each with the line that wrote it. */
export function readScript(text: string): { title: string; cues: { line: string; cue: Cue }[] } {
  const lines = text.split('\n')
  const title = lines[0]?.startsWith('# ') ? lines[0] : '# '
  const cues = lines.flatMap(line => {
    const cue = readCue(line)
    return cue ? [{ line, cue }] : []
  })
  return { title, cues }
}
