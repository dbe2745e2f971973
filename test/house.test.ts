import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Who may import whom among the rooms of src/ (design: the rooms). A room always may import itself. */
const MAY_IMPORT: { readonly [room: string]: readonly string[] } = {
  config: ['accounts/zalo.ts', 'accounts/zalo-bot.ts', 'accounts/messenger.ts'],
  catalogue: [],
  understanding: ['catalogue'],
  guidance: ['catalogue', 'understanding/intent.ts'],
  channels: [],
  store: ['guidance/events.ts', 'guidance/outcome.ts'],
  dossiers: [],
  handoff: [
    ...[
      'store/store.ts',
      'store/records',
      'operations/telling.ts',
      'channels/channel.ts',
      'bot/happening.ts',
      'bot/bare.ts',
    ],
    ...['delivery/job-worker.ts', 'catalogue/schema/operator.ts', 'operations/refusal.ts'],
  ],
  analytics: ['catalogue', 'store/records/figures.ts'],
  delivery: [
    ...['channels/channel.ts', 'dossiers/provider.ts'],
    ...['store/store.ts', 'store/records', 'store/person-hash.ts'],
  ],
  bot: [
    ...['catalogue', 'understanding', 'guidance', 'channels/channel.ts', 'delivery'],
    ...['store/store.ts', 'store/records', 'store/person-hash.ts'],
  ],
  operations: [
    ...['store/store.ts', 'store/records', 'store/migrations.ts', 'store/sqlite', 'config.ts'],
    ...['channels/channel.ts', 'channels/common/http.ts'],
  ],
  doctor: ['operations', 'accounts', 'channels', 'catalogue', 'store', 'config.ts', 'handoff/enrolment.ts'],
  accounts: [
    ...['channels', 'catalogue/knowledge.ts', 'catalogue/schema/operator.ts', 'catalogue/view.ts'],
    ...['store/store.ts', 'store/records', 'store/seal.ts', 'store/tokens.ts', 'store/monthly-counts.ts'],
  ],
  library: [
    ...[
      'catalogue',
      'operations',
      'understanding/understand.ts',
      'understanding/learned/kept.ts',
      'config.ts',
      'delivery/loop.ts',
    ],
    ...['store/document.ts', 'store/store.ts', 'store/records'],
  ],
  pages: [
    'catalogue',
    ...[
      'screen',
      'words',
      'walk/conditions',
      'walk/scope',
      'walk/slip',
      'answers/facts',
      'answers/local',
      'own-data/own-data',
      'places/serving',
      'dates',
    ].map(file => `guidance/${file}.ts`),
    ...['store/seal.ts', 'store/store.ts', 'store/records'],
  ],
}
/** They put the rooms together, or work with whatever they need; nobody imports them. */
const COMPOSED = new Set(['house', 'commands'])
/** Packages that the pure core must not know: no framework, no network, no database, no file, no clock. */
const OUTSIDE_THE_CORE =
  /^(botbuilder|express|axios|kysely|pg|lowdb|pino|prom-client|helmet|node:(fs|http|https|net|sqlite|timers|child_process))/
const CORE = ['understanding', 'guidance']
const CHANNEL_KINDS = /^channels\/([a-z-]+)\//

const root = resolve(import.meta.dirname, '..', 'src')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))
const sources = files.map(file => ({
  file: file.split(sep).join('/'),
  text: readFileSync(join(root, file), 'utf8'),
}))

type Import = { from: string; to: string; external: boolean }
const imports: Import[] = sources.flatMap(({ file, text }) =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => {
    const target = match[1] ?? ''
    const external = !target.startsWith('.')
    return {
      from: file,
      to: external
        ? target
        : relative(root, resolve(root, dirname(file), target))
            .split(sep)
            .join('/'),
      external,
    }
  }),
)

describe('the house', () => {
  it('has been looked at', () => {
    expect(files.length).toBeGreaterThan(80)
    expect(imports.filter(({ external }) => !external).length).toBeGreaterThan(150)
  })

  it('lets a room import only the rooms it may', () => {
    const wrong = imports.filter(({ from, to, external }) => {
      const room = from.split('/')[0] ?? ''
      const allowed = MAY_IMPORT[room]
      if (external || !allowed || to.startsWith(`${room}/`)) return false
      return !allowed.some(one => to === one || to.startsWith(`${one}/`))
    })
    expect(wrong).toEqual([])
  })

  it('knows every room', () => {
    const rooms = readdirSync(root).filter(
      name => statSync(join(root, name)).isDirectory() && !COMPOSED.has(name),
    )
    expect(rooms.sort()).toEqual(Object.keys(MAY_IMPORT).sort())
  })

  it('lets nobody import what puts it together', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        !COMPOSED.has(from.split('/')[0] ?? '') &&
        !['main.ts', 'open.ts'].includes(from) &&
        COMPOSED.has(to.split('/')[0] ?? ''),
    )
    expect(wrong).toEqual([])
  })

  it('lets a channel import its port, its own folder and what all channels need', () => {
    const wrong = imports.filter(({ from, to, external }) => {
      const own = CHANNEL_KINDS.exec(from)?.[1]
      const allowed = ['channels/channel.ts', 'channels/common/', `channels/${own}/`]
      return own && !external && !allowed.some(one => to.startsWith(one))
    })
    expect(wrong).toEqual([])
  })

  it('keeps effects out of the core', () => {
    expect(
      imports.filter(({ from, to }) => CORE.includes(from.split('/')[0] ?? '') && OUTSIDE_THE_CORE.test(to)),
    ).toEqual([])
    const impure = sources.filter(
      ({ file, text }) =>
        CORE.includes(file.split('/')[0] ?? '') &&
        /Date\.now|new Date\(\)|Math\.random|randomUUID|setTimeout/.test(text),
    )
    expect(impure.map(({ file }) => file)).toEqual([])
  })

  it('knows Bot Framework in one file of aliases', () => {
    expect(imports.filter(({ to }) => to.startsWith('botbuilder')).map(({ from }) => from)).toEqual([
      'bot/activity.ts',
    ])
  })

  it('has no circles', () => {
    const next = new Map<string, string[]>()
    for (const { from, to, external } of imports)
      if (!external) next.set(from, [...(next.get(from) ?? []), to])
    const done = new Set<string>()
    const circles: string[] = []
    const visit = (file: string, way: string[]): void => {
      if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '))
      if (done.has(file) || way.includes(file)) return
      for (const target of next.get(file) ?? []) visit(target, [...way, file])
      done.add(file)
    }
    for (const file of next.keys()) visit(file, [])
    expect(circles).toEqual([])
  })
})
