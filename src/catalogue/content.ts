import type { z } from 'zod'
import { type Files, OFFICES_FILE, PROVINCES_FILE, readFiles, UNITS_FILE, whereTheyLie } from './files.ts'
import { type Finding, isFail, READING } from './finding.ts'
import { Parsed } from './parsed.ts'
import { read, type Sourced } from './read.ts'
import { Beyond, Clarification } from './schema/beyond.ts'
import { DerivedTexts } from './schema/derived.ts'
import { Faq } from './schema/faq.ts'
import { Groups } from './schema/groups.ts'
import { Guide } from './schema/guide.ts'
import { type Status, Statuses, Words } from './schema/language.ts'
import { LifeEvent } from './schema/life-event.ts'
import { LocalFile } from './schema/local.ts'
import { Office, Offices } from './schema/office.ts'
import { Operator } from './schema/operator.ts'
import { Provinces, type Unit, Units } from './schema/places.ts'
import { Procedure } from './schema/procedure.ts'
import { Sentences } from './schema/sentences.ts'
import { meantBy, Voices, voicesFileName } from './schema/voices.ts'

/** Everything that stands in the content folder, read and of the right form, not yet put together. */
export type Content = {
  readonly operator: Sourced<Operator>
  /** Those of offices.yaml and those with a file of their own. */
  readonly offices: readonly Sourced<Office>[]
  readonly procedures: readonly Sourced<Procedure>[]
  readonly guides: readonly Sourced<Guide>[]
  readonly faqs: readonly Sourced<Faq>[]
  readonly lifeEvents: readonly Sourced<LifeEvent>[]
  readonly provinces: Sourced<Provinces>
  readonly units: Sourced<Unit[]>
  readonly local: readonly Sourced<LocalFile>[]
  readonly voices: readonly Sourced<Voices>[]
  readonly beyond: readonly Sourced<Beyond>[]
  readonly clarifications: readonly Sourced<Clarification>[]
  readonly words: Sourced<Words>
  readonly sentences: Sourced<Sentences>
  readonly statuses: Sourced<Status[]>
  readonly derived: Sourced<DerivedTexts>
  readonly groups: Sourced<Groups>
  readonly pictures: ReadonlySet<string>
  readonly files: Files
}

export type ReadContent = { content: Content | null; findings: Finding[] }

/**
 * Reads a content folder, on request with its drafts laid over it. All faults of form in all files are reported
 * together; warnings come with both. `parsed` saves parsing what has not changed.
 */
export function readContent(
  folder: string,
  withDrafts = false,
  parsed: Parsed = new Parsed(null),
): ReadContent {
  const files = readFiles(folder, withDrafts)
  const findings: Finding[] = [...files.findings]

  const one = <T>(file: string, schema: z.ZodType<T, unknown>): Sourced<T> | null => {
    const text = files.texts.get(file)
    if (text === undefined) return null
    const result = read(file, text, schema, parsed)
    if (result.kind === 'ok') return result.read
    findings.push(...result.findings)
    return null
  }
  const each = <T>(
    folderName: string,
    key: string | ((value: T) => string),
    schema: z.ZodType<T, unknown>,
    name: (value: T) => string,
  ) =>
    [...files.texts.keys()]
      .filter(file => file.startsWith(`${folderName}/`))
      .flatMap(file => {
        const entry = one(file, schema)
        if (entry && file !== `${folderName}/${name(entry.value)}.yaml`) {
          const named = typeof key === 'string' ? key : key(entry.value)
          findings.push({
            level: 'fail',
            rule: READING,
            file,
            line: entry.line([named]),
            message: `tên tệp và "${named}" phải giống nhau; đổi tên tệp thành ${name(entry.value)}.yaml`,
          })
        }
        return entry ?? []
      })

  const operator = one('operator.yaml', Operator)
  const listedOffices = one(OFFICES_FILE, Offices)
  const ownOffices = each('offices', 'id', Office, office => office.id)
  const procedures = each('procedures', 'code', Procedure, procedure => procedure.code)
  const guides = each('guides', 'id', Guide, guide => guide.id)
  const faqs = each('faq', 'id', Faq, faq => faq.id)
  const lifeEvents = each('life-events', 'id', LifeEvent, event => event.id)
  const provinces = one(PROVINCES_FILE, Provinces) ?? nothing(PROVINCES_FILE, NO_PROVINCES)
  const units = one(UNITS_FILE, Units) ?? nothing<Unit[]>(UNITS_FILE, [])
  const local = each('local', 'id', LocalFile, file => file.id)
  const voices = each('voices', voices => meantBy(voices).kind, Voices, voicesFileName)
  const beyond = each('beyond', 'id', Beyond, entry => entry.id)
  const clarifications = each('clarify', 'id', Clarification, entry => entry.id)
  const words = one('language/words.yaml', Words)
  const sentences = one('language/sentences.yaml', Sentences)
  const statuses = one('language/statuses.yaml', Statuses)
  const derived = one('language/derived.yaml', DerivedTexts)
  const groups = one('language/groups.yaml', Groups)

  if (
    findings.some(isFail) ||
    !operator ||
    !listedOffices ||
    !words ||
    !sentences ||
    !statuses ||
    !derived ||
    !groups
  )
    return { content: null, findings: whereTheyLie(files, findings) }
  const { pictures } = files
  return {
    content: {
      operator,
      offices: [...eachOf(listedOffices), ...ownOffices],
      procedures,
      guides,
      faqs,
      lifeEvents,
      provinces,
      units,
      local,
      voices,
      beyond,
      clarifications,
      words,
      sentences,
      statuses,
      derived,
      groups,
      pictures,
      files,
    },
    findings: whereTheyLie(files, findings),
  }
}

const NO_PROVINCES: Provinces = { source: { title: '', date: '' }, provinces: [] }

/** The entries of a list in one file, each with the way to its own lines. */
function eachOf<T>({ file, value, line }: Sourced<T[]>): Sourced<T>[] {
  return value.map((entry, index) => ({ file, value: entry, line: path => line([index, ...path]) }))
}

/** What stands in the place of a file that may be missing. */
function nothing<T>(file: string, value: T): Sourced<T> {
  return { file, value, line: () => null }
}
