import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { Finding } from '../catalogue/finding.ts'
import { succeed } from '../catalogue/import/compare.ts'
import { readListFile } from '../catalogue/import/list-file.ts'
import type { Stored } from '../catalogue/import/stored.ts'
import type { Knowledge, TopicRef } from '../catalogue/knowledge.ts'
import { loadKnowledge } from '../catalogue/load.ts'
import { MERGER_QUESTION } from '../catalogue/places.ts'
import { BESIDE_PACKAGES, modelKeptIn } from '../library/kept-model.ts'
import type { Candidate, Intent } from '../understanding/intent.ts'
import { keepModelsIn } from '../understanding/learned/kept.ts'
import { NOTHING_EXPECTED, understand } from '../understanding/understand.ts'

/**
 * `npm run --silent understand [-- --content FOLDER] [--catalogue FILE] [MESSAGE]`: the message, or else one message a line from standard
 * input, one JSON object a line out, `{"text", "kind", "candidates": [{"kind", "id", "title", "score"}]}`, read out of any context. FILE is an
 * official list, as `catalogue:import` takes it or as it keeps it.
 */
async function main(folder: string, list: string | undefined, message: string): Promise<void> {
  keepModelsIn(modelKeptIn(BESIDE_PACKAGES))
  const loaded = loadKnowledge(folder, {
    abilities: { 'bot.tra-cuu': 'khong' },
    ...(list !== undefined && { imported: listIn(list) }),
  })
  if (loaded.kind === 'faults') {
    for (const finding of loaded.findings) console.error(lineOf(finding))
    process.exitCode = 1
    return
  }
  if (message !== '') {
    console.log(JSON.stringify(line(loaded.knowledge, message)))
    return
  }
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }))
    if (text.trim() !== '') console.log(JSON.stringify(line(loaded.knowledge, text)))
}

type Line = {
  text: string
  kind: string
  candidates: { kind: string; id: string; title: string; score: number }[]
}

function line(knowledge: Knowledge, text: string): Line {
  const intents = understand(knowledge, text, NOTHING_EXPECTED)
  const [first] = intents
  const candidates = intents.flatMap(intent => candidatesOf(knowledge, intent))
  const once = candidates.filter(
    ({ topic }, at) =>
      at === candidates.findIndex(other => other.topic.kind === topic.kind && other.topic.id === topic.id),
  )
  return {
    text,
    kind: first ? nameOf(knowledge, first) : 'unknown',
    candidates: once.map(({ topic, title, score }) => ({ ...topic, title, score })),
  }
}

function nameOf(knowledge: Knowledge, intent: Intent): string {
  switch (intent.kind) {
    case 'topic':
    case 'places':
      return 'certain'
    case 'beyond':
      return knowledge.beyond.get(intent.id)?.kind ?? 'unknown'
    case 'command':
      return intent.command
    case 'smallTalk':
      return intent.talk
    case 'suspicious':
      return 'certain'
    default:
      return intent.kind
  }
}

function candidatesOf(knowledge: Knowledge, intent: Intent): Candidate[] {
  if (intent.kind === 'unsure') return intent.candidates
  const topic =
    intent.kind === 'topic'
      ? intent.topic
      : intent.kind === 'places'
        ? ({ kind: 'faq', id: MERGER_QUESTION } as const)
        : intent.kind === 'suspicious'
          ? ({ kind: 'faq', id: 'lua-dao' } as const)
          : null
  return topic ? [{ topic, title: titleOf(knowledge, topic), score: 1 }] : []
}

function titleOf(knowledge: Knowledge, topic: TopicRef): string {
  switch (topic.kind) {
    case 'procedure':
      return (
        knowledge.procedures.get(topic.id)?.name ??
        knowledge.listed.procedures.get(topic.id)?.title ??
        topic.id
      )
    case 'guide':
      return knowledge.guides.get(topic.id)?.title ?? topic.id
    case 'faq':
      return knowledge.faqs.get(topic.id)?.title ?? topic.id
    case 'life-event':
      return knowledge.lifeEvents.get(topic.id)?.title ?? topic.id
    case 'office':
      return knowledge.offices.find(office => office.id === topic.id)?.name ?? topic.id
  }
}

function lineOf({ file, line, message }: Finding): string {
  return `${line === null ? file : `${file}:${line}`}  ${message}`
}

/** A file of the kind that `catalogue:import` keeps is read as it is. */
function listIn(file: string): string | Stored {
  if (file.endsWith('.json')) return file
  const { procedures } = readListFile(file)
  return { kind: 'ok', list: succeed(null, procedures, '2000-01-01'), text: file }
}

const { values, positionals } = parseArgs({
  options: { content: { type: 'string' }, catalogue: { type: 'string' } },
  allowPositionals: true,
})
await main(values.content ?? 'content', values.catalogue, positionals.join(' '))
