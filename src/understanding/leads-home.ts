import { assemble } from '../catalogue/assemble.ts'
import type { Content } from '../catalogue/content.ts'
import { Curation } from '../catalogue/curation.ts'
import type { Knowledge, TopicRef } from '../catalogue/knowledge.ts'
import { type Phrasing, phrasingsOf } from '../catalogue/lint/phrasings.ts'
import { besideFiles, entryFiles, officeFiles, type Problem, type Rule } from '../catalogue/lint/rule.ts'
import type { Intent } from './intent.ts'
import { NOTHING_EXPECTED, understand } from './understand.ts'

/**
 * Whoever says what an author wrote down comes to the author's entry, with accents and without. A rule of the
 * content lint that needs the matcher, so that it stands here and is handed to the lint.
 */
export const leadsHome: Rule = {
  id: 'leads-home',
  title: 'cách nói nào cũng dẫn đúng chỗ',
  blocks: false,
  looksAt: content => [...entryFiles(content), ...officeFiles(content), ...besideFiles(content)],
  check: content => {
    const { knowledge } = assemble(content, { 'bot.tra-cuu': 'khong' }, Curation.parse({}))
    return phrasingsOf(content).flatMap(phrasing => problemOf(phrasing, content, knowledge) ?? [])
  },
}

/** At most one problem a phrasing: what is wrong with accents is wrong without them too. */
function problemOf(phrasing: Phrasing, content: Content, knowledge: Knowledge): Problem | null {
  const home = homeOf(phrasing, content)
  const plain = withoutAccents(phrasing.text)
  const ways = plain === phrasing.text ? [plain] : [phrasing.text, plain]
  const place = { file: phrasing.file, line: phrasing.line }
  const found = ways.map(text => ({ text, intents: understand(knowledge, text, NOTHING_EXPECTED) }))
  for (const { text, intents } of found) {
    if (intents.some(intent => isHome(intent, home))) continue
    const elsewhere = intents.find(isCertain)
    if (elsewhere)
      return {
        ...place,
        level: 'fail',
        message: `câu "${text}" dẫn sang ${called(elsewhere, knowledge)}; nói cho rõ hơn, hoặc chuyển câu này sang đó`,
      }
  }
  const doubted = found.find(({ intents }) => !intents.some(intent => isHome(intent, home)))
  if (!doubted) return null
  const said = `câu "${doubted.text}"${doubted.text === phrasing.text ? '' : ' (gõ không dấu)'}`
  const message = `${said} chưa chắc dẫn đúng chỗ, người hỏi phải chọn lại; nói rõ hơn, hoặc thêm cách nói khác`
  return { ...place, level: 'warn', message }
}

/** The guide that the command `status` starts. */
const STATUS_GUIDE = 'guide tra-cuu'

function isHome(intent: Intent, home: ReadonlySet<string>): boolean {
  if (intent.kind === 'command') return intent.command === 'status' && home.has(STATUS_GUIDE)
  if (intent.kind === 'beyond') return home.has(`beyond ${intent.id}`)
  if (intent.kind === 'unsure') return home.has(`clarify ${intent.clarification}`)
  return intent.kind === 'topic' && home.has(keyOf(intent.topic))
}

function isCertain(intent: Intent): boolean {
  return intent.kind !== 'unsure' && intent.kind !== 'unknown'
}

/**
 * The topics that a phrasing may lead to: a procedure and the guide that leads through it are one matter, and a life
 * event shows all that it needs.
 */
function homeOf({ file, topic }: Phrasing, content: Content): ReadonlySet<string> {
  const id = file.replace(/^.*\//, '').replace(/\.yaml$/, '')
  if (file.startsWith('procedures/')) {
    const guide = content.procedures.find(({ value }) => value.code === id)?.value.guide
    const events = content.lifeEvents.filter(({ value }) => value.tasks.some(task => task.procedure === id))
    return new Set([
      `procedure ${id}`,
      ...(guide === undefined ? [] : [`guide ${guide}`]),
      ...events.map(({ value }) => `life-event ${value.id}`),
    ])
  }
  if (file.startsWith('guides/')) {
    const led = content.procedures.filter(({ value }) => value.guide === id)
    return new Set([`guide ${id}`, ...led.map(({ value }) => `procedure ${value.code}`)])
  }
  // The others' topics are named by their kind already: `faq lua-dao`, `office trung-tam`.
  return new Set([topic])
}

function keyOf({ kind, id }: TopicRef): string {
  return `${kind} ${id}`
}

function called(intent: Intent, knowledge: Knowledge): string {
  if (intent.kind !== 'topic') return `lệnh hoặc câu chào có sẵn`
  const { kind, id } = intent.topic
  switch (kind) {
    case 'procedure':
      return `"${knowledge.procedures.get(id)?.name ?? id}" (${id})`
    case 'guide':
      return `"${knowledge.guides.get(id)?.title ?? id}"`
    case 'faq':
      return `"${knowledge.faqs.get(id)?.title ?? id}"`
    default:
      return `"${id}"`
  }
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')
}
