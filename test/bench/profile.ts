import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Node = z.object({
  id: z.number(),
  callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
  children: z.array(z.number()).optional(),
})
type Node = z.infer<typeof Node>
const Profile = z.object({
  nodes: z.array(Node),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
})

/** Where the time went, in milliseconds, most first; idle time is left out. */
export type Spent = { place: string; ms: number }[]

export type ThreadProfile = {
  thread: string
  functions: Spent
  rooms: Spent
  busyMs: number
  idleMs: number
}

/** Reads the CPU profiles that the threads of a server left in this folder, the main thread's first. */
export function readProfiles(folder: string): ThreadProfile[] {
  const files = readdirSync(folder).filter(name => name.endsWith('.cpuprofile'))
  if (files.length === 0) throw new Error('The server left no profile.')
  return files
    .sort((one, other) => threadNumber(one) - threadNumber(other))
    .map(file => readProfile(JSON.parse(readFileSync(join(folder, file), 'utf8'))))
}

/** Node names them CPU.<date>.<time>.<process>.<thread>.<number>.cpuprofile; the main thread is 0. */
function threadNumber(file: string): number {
  return Number(file.split('.')[4])
}

function readProfile(json: unknown): ThreadProfile {
  const { nodes, samples, timeDeltas } = Profile.parse(json)
  const byId = new Map(nodes.map(node => [node.id, node]))
  const parents = new Map(
    nodes.flatMap(node => (node.children ?? []).map(child => [child, node.id] as const)),
  )
  const functions = new Map<string, number>()
  const rooms = new Map<string, number>()
  let idleMs = 0
  samples.forEach((id, index) => {
    const node = byId.get(id)
    if (!node) return
    const ms = (timeDeltas[index] ?? 0) / 1000
    if (node.callFrame.functionName === '(idle)') {
      idleMs += ms
      return
    }
    add(functions, functionOf(node), ms)
    add(rooms, roomOf(id, byId, parents), ms)
  })
  const sorted = { functions: mostFirst(functions), rooms: mostFirst(rooms) }
  const busyMs = sorted.rooms.reduce((all, { ms }) => all + ms, 0)
  return { thread: threadOf(nodes), ...sorted, busyMs, idleMs }
}

function threadOf(nodes: readonly Node[]): string {
  const file = nodes.find(({ callFrame }) => callFrame.url.endsWith('-thread.ts'))?.callFrame.url
  return file ? shortened(file) : 'the main thread'
}

function functionOf({ callFrame: { functionName, url, lineNumber } }: Node): string {
  const place = shortened(url)
  const name = functionName || '(anonymous)'
  return place === '' ? name : `${name}  ${place}:${lineNumber + 1}`
}

/** A room of ours, a package, or what Node does by itself; what is native counts for whoever called it. */
function roomOf(id: number, byId: ReadonlyMap<number, Node>, parents: ReadonlyMap<number, number>): string {
  const node = byId.get(id)
  if (!node) return 'unknown'
  const { functionName, url } = node.callFrame
  if (functionName === '(garbage collector)') return 'garbage collector'
  if (functionName === '(program)') return 'V8 and libuv outside of JavaScript'
  if (url === '') {
    const parent = parents.get(id)
    return parent === undefined ? 'V8 and libuv outside of JavaScript' : roomOf(parent, byId, parents)
  }
  if (url.includes('/src/store/sqlite/connection.ts'))
    return functionName === 'run' ? 'node:sqlite begin, commit, fsync' : 'node:sqlite statements'
  const [, pack] = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? []
  if (pack) return `package ${pack}`
  const [, room] = /\/src\/([^/]+)\//.exec(url) ?? []
  if (room) return `src/${room}`
  if (url.startsWith('node:')) return nodeRoom(url)
  return `src ${url.split('/').at(-1)}`
}

function nodeRoom(url: string): string {
  if (/loader|esm|cjs|modules|amaro|typescript/.test(url)) return 'node: loading modules (start only)'
  if (/http|net|stream|timers|_tls|dns/.test(url)) return 'node: http, net, streams'
  return 'node: other'
}

function shortened(url: string): string {
  return url.replace(/^.*\/(node_modules|src)\//, '$1/').replace(/^node_modules\//, '')
}

function add(map: Map<string, number>, key: string, ms: number): void {
  map.set(key, (map.get(key) ?? 0) + ms)
}

function mostFirst(map: ReadonlyMap<string, number>): Spent {
  return [...map].map(([place, ms]) => ({ place, ms })).sort((one, other) => other.ms - one.ms)
}
