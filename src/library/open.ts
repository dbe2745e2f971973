import { Curation } from '../catalogue/curation.ts'
import type { Finding } from '../catalogue/finding.ts'
import { listPath } from '../catalogue/import/stored.ts'
import type { Abilities, Knowledge } from '../catalogue/knowledge.ts'
import { loadKnowledge } from '../catalogue/load.ts'
import { parsedIn } from '../catalogue/parsed.ts'
import type { Settings } from '../config.ts'
import { appearanceOf, appearanceOfFile } from '../operations/appearance.ts'
import type { Metrics } from '../operations/figures/metrics.ts'
import type { Log } from '../operations/log.ts'
import { openDocument } from '../store/document.ts'
import type { Store } from '../store/store.ts'
import { warmUp } from '../understanding/understand.ts'
import { Library } from './library.ts'
import { type Fault, faultsIn, readAside } from './reading.ts'

/** Content that cannot be led through; `message` names every fault, one a line. */
export class ContentError extends Error {
  override readonly name = 'ContentError'
}

export type OpenLibraryOptions = {
  settings: Settings
  /** Whether citizens come in by a channel of their own; then the example of an operator will not do. */
  hasRealChannel: boolean
  store: Store
  log: Log
  metrics: Metrics
}

/** Reads the content for the first time. @throws ContentError where a bot must not start with it. */
export async function openLibrary(options: OpenLibraryOptions): Promise<Library> {
  const { settings, hasRealChannel, store, log, metrics } = options
  const folder = settings.contentDir
  const abilities: Abilities = { 'bot.tra-cuu': settings.dossiers.kind === 'none' ? 'khong' : 'co' }
  const document = await openDocument(store, 'curation', Curation.parse({}), body => Curation.parse(body))
  const objection = (knowledge: Knowledge) =>
    hasRealChannel && knowledge.operator.example ? STILL_THE_EXAMPLE : null

  const imported = listPath(settings.dataDir)
  const look = async () => `${await appearanceOf(folder)} ${await appearanceOfFile(imported)}`
  const firstLook = await look()
  const firstCuration = document.data
  const how = {
    abilities,
    imported,
    drafts: settings.preview,
    parsedIn: parsedIn(settings.dataDir),
  }
  const loaded = loadKnowledge(folder, { ...how, curation: firstCuration })
  if (loaded.kind === 'faults') throw new ContentError(refusal(folder, faultsIn(loaded)))
  const objected = objection(loaded.knowledge)
  if (objected) throw new ContentError(refusal(folder, [objected]))
  warn(log, loaded.findings)
  warmUp(loaded.knowledge)

  return new Library({
    first: loaded.knowledge,
    firstLook,
    firstCuration,
    look,
    curation: () => document.refresh(),
    read: (curation, signal) => readAside(folder, { ...how, curation }, settings.dataDir, signal),
    objection,
    prepare: warmUp,
    onFault: fault =>
      log.warn(fault, 'The content has a fault; what was known before stays until it is mended'),
    onRead(found, faults) {
      metrics.contentReads.inc({ outcome: faults.length > 0 ? 'refused' : 'taken' })
      metrics.contentFaults.set(faults.length)
      if (!found) return
      log.info('New content is live')
      warn(log, found)
    },
    onError: error => log.error({ err: error }, 'The content could not be looked at; it will be tried again'),
  })
}

const STILL_THE_EXAMPLE: Fault = {
  file: 'operator.yaml',
  line: null,
  message:
    'còn là ví dụ mà kênh thật đang mở; hãy ghi thông tin của đơn vị và xóa dòng "example: true" (say whose bot this is and remove "example: true")',
}

function refusal(folder: string, faults: readonly Fault[]): string {
  const lines = faults.map(({ file, line, message }) => `${file}:${line ?? 1}  ${message}`)
  return `The content in ${folder}/ cannot be used:\n${lines.join('\n')}`
}

function warn(log: Log, findings: readonly Finding[]): void {
  for (const { file, message } of findings) log.warn({ file, message }, 'Content')
}
