import { type Content, type ReadContent, readContent } from '../content.ts'
import { whereTheyLie } from '../files.ts'
import { type Finding, inOrder, isFail, READING } from '../finding.ts'
import { abbreviations } from './abbreviations.ts'
import { casePapers } from './case-papers.ts'
import { choosing } from './choosing.ts'
import { conditions } from './conditions.ts'
import { dates } from './dates.ts'
import { districts } from './districts.ts'
import { duplicates } from './duplicates.ts'
import { freshness } from './freshness.ts'
import { helping } from './helping.ts'
import { lengths } from './lengths.ts'
import { lifeEvents } from './life-events.ts'
import { links } from './links.ts'
import { meanings } from './meanings.ts'
import { operator } from './operator.ts'
import { pastDates } from './past-dates.ts'
import { phrasings } from './phrasings.ts'
import { placeholders } from './placeholders.ts'
import { provinces } from './provinces.ts'
import { reachability } from './reachability.ts'
import { references } from './references.ts'
import { remembering } from './remembering.ts'
import type { Rule } from './rule.ts'
import { sentences } from './sentences.ts'
import { unfilled } from './unfilled.ts'
import { usedGuides } from './used-guides.ts'

/** Every rule; those that keep a bot from starting first. */
export const RULES: readonly Rule[] = [
  unfilled,
  duplicates,
  usedGuides,
  lifeEvents,
  references,
  conditions,
  reachability,
  remembering,
  placeholders,
  lengths,
  dates,
  freshness,
  pastDates,
  districts,
  provinces,
  choosing,
  helping,
  casePapers,
  links,
  sentences,
  abbreviations,
  phrasings,
  meanings,
  operator,
]

/**
 * Reads a content folder and checks it by every rule: one `pass` for each rule and file that it looked at and
 * found sound, else what it found. `today` is a day in Asia/Ho_Chi_Minh (`2026-07-15`).
 *
 * Rules need the whole content: while a file has a fault of form, or one of the rules that keep a bot from
 * starting speaks, the others are not asked.
 */
export function lintFolder(folder: string, today: string, rules: readonly Rule[] = RULES): Finding[] {
  return lintContent(readContent(folder), today, rules)
}

/** The same for a content that was read already. */
export function lintContent(
  { content, findings }: ReadContent,
  today: string,
  rules: readonly Rule[] = RULES,
): Finding[] {
  if (!content) return inOrder(findings)
  const read = whereTheyLie(
    content.files,
    [...content.files.texts.keys()].map(
      (file): Finding => ({ level: 'pass', rule: READING, file, line: null, message: 'đọc được, đúng mẫu' }),
    ),
  )
  const blocking = run(
    rules.filter(rule => rule.blocks),
    content,
    today,
  )
  const others = blocking.some(isFail)
    ? []
    : run(
        rules.filter(rule => !rule.blocks),
        content,
        today,
      )
  return inOrder([...read, ...findings, ...blocking, ...others])
}

/** The faults that a bot must not start with. */
export function blockingFaults(content: Content): Finding[] {
  // No rule that blocks asks what day it is.
  return run(
    RULES.filter(rule => rule.blocks),
    content,
    '',
  ).filter(isFail)
}

function run(rules: readonly Rule[], content: Content, today: string): Finding[] {
  return rules.flatMap(rule => {
    const problems = rule.check(content, today).map((problem): Finding => ({ ...problem, rule: rule.id }))
    const spoken = new Set(problems.map(({ file }) => file))
    const silent = rule.looksAt(content).filter(file => !spoken.has(file))
    const passes = silent.map(
      (file): Finding => ({ level: 'pass', rule: rule.id, file, line: null, message: rule.title }),
    )
    return whereTheyLie(content.files, [...problems, ...passes])
  })
}
