import { listedGuideOf } from '../../catalogue/derive-listed.ts'
import type { KnownListed } from '../../catalogue/listed.ts'
import type { Relation } from '../../catalogue/schema/language.ts'
import type { Level } from '../../catalogue/schema/listed.ts'
import type { SentenceKey } from '../../catalogue/schema/sentences.ts'
import { wayOn } from '../choices.ts'
import { readableDay } from '../dates.ts'
import type { Turn } from '../turn.ts'
import { portalPage } from '../words.ts'

/**
 * The card of a procedure that only the official list has: what the list says, and where the rest stands. False where
 * it has no such code.
 */
export function showListed(turn: Turn, code: string, relation: Relation | null): boolean {
  const listed = turn.knowledge.listed.procedures.get(code)
  if (!listed) return false
  const parts = [
    inFull(listed),
    facts(turn, listed).join('\n'),
    turn.say('listedDetails'),
    ...(turn.knowledge.notes.get(code) ?? []),
    source(turn, listed),
  ]
  turn.reply(parts.join('\n\n'), {
    choices: [
      {
        title: turn.label('start'),
        action: { do: 'start', guide: listedGuideOf(listed), relation, procedure: code },
        words: ['yes', 'done'],
      },
      ...wayOn(turn),
    ],
    links: [{ title: turn.label('details'), url: portalPage(code) }],
  })
  turn.conversation.subject = { kind: 'procedure', id: code }
  return true
}

/** Who reads the card wants to know whether it is this; only the longest names are cut. */
const LONGEST_NAME = 300

function inFull({ name, title }: KnownListed): string {
  return name.length <= LONGEST_NAME ? name : title
}

function facts(turn: Turn, listed: KnownListed): string[] {
  const { code, level, agency } = listed
  return [
    turn.say('listedCode', { ma: code }),
    ...(level ? [turn.say('listedLevel', { cap: levelInWords(turn, level) })] : []),
    ...(agency ? [turn.say('listedAgency', { 'co-quan': inShort(agency) })] : []),
    ...channels(turn, listed),
  ]
}

export function levelInWords(turn: Turn, level: Level): string {
  return turn.say(LEVELS[level])
}

const LEVELS = {
  xa: 'levelCommune',
  tinh: 'levelProvince',
  bo: 'levelMinistry',
} as const satisfies { [level in Level]: SentenceKey }

/** Some agencies are a list of all their branches. */
const LONGEST_AGENCY = 90

/** The first of several agencies, as many as fit a line or two. */
export function inShort(agency: string): string {
  if (agency.length <= LONGEST_AGENCY) return agency.replace(/[\s.,]+$/, '')
  const [first = ''] = agency.split(/[,;]\s/)
  return first.length <= LONGEST_AGENCY
    ? `${first} và nơi khác`
    : `${first.slice(0, first.lastIndexOf(' ', LONGEST_AGENCY))}…`
}

function channels(turn: Turn, { online, postal, direct }: KnownListed): string[] {
  const ways = [
    ...(online ? [turn.say('channelOnline')] : []),
    ...(postal ? [turn.say('channelPost')] : []),
    ...(direct ? [turn.say('channelDirect')] : []),
  ]
  return ways.length > 0 ? [turn.say('listedChannels', { cach: ways.join(', ') })] : []
}

function source(turn: Turn, listed: KnownListed): string {
  const list = turn.knowledge.guides.get(listedGuideOf(listed))?.source.title ?? ''
  const day = turn.knowledge.listed.date
  return day ? turn.say('source', { 'can-cu': listed.decision ?? list, ngay: readableDay(day) }) : ''
}
