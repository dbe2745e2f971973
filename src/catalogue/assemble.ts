import type { Content } from './content.ts'
import { type Curation, curate, follow } from './curation.ts'
import { derivedGuideId, deriveGuide } from './derive.ts'
import { deriveListedGuides } from './derive-listed.ts'
import type { Finding } from './finding.ts'
import { freezeDeep } from './freeze.ts'
import { grouped } from './groups.ts'
import type { Stored } from './import/stored.ts'
import type { Abilities, Knowledge, KnownGuide } from './knowledge.ts'
import { listedOf } from './listed.ts'
import { overlay } from './local.ts'
import { placesOf } from './places.ts'
import type { Guide } from './schema/guide.ts'
import { successorsOf } from './successors.ts'
import { guideVersions, versionOf } from './version.ts'

/** Puts content without broken references together, with the staff's additions on top. */
export function assemble(
  content: Content,
  abilities: Abilities,
  curation: Curation,
  stored: Stored = { kind: 'none' },
): { knowledge: Knowledge; findings: Finding[] } {
  const derived = [
    ...derivedGuides(content),
    ...(stored.kind === 'ok' ? deriveListedGuides(content.derived.value, stored.list.date) : []),
  ]
  const procedures = new Map(content.procedures.map(({ value }) => [value.code, value]))
  const successors = successorsOf(procedures.values())
  const listed = listedOf(stored, procedures, successors)
  const { parts, findings } = curate(
    {
      procedures,
      listed: listed.procedures,
      guides: new Map(
        [...content.guides.map(({ value }) => value), ...derived].map(guide => [guide.id, guide]),
      ),
      faqs: new Map(content.faqs.map(({ value }) => [value.id, value])),
      offices: content.offices.map(({ value }) => value),
    },
    follow(curation, successors),
    content.operator.value.unit,
  )
  const places = placesOf(content)
  const { local, findings: localFindings } = overlay(
    content.local,
    parts.procedures,
    places,
    content.operator.value.example,
  )
  const knowledge: Knowledge = {
    version: versionOf([
      [...content.files.texts],
      [...content.files.pictures],
      abilities,
      curation,
      ...(stored.kind === 'ok' ? [stored.text] : []),
    ]),
    operator: content.operator.value,
    ...parts,
    listed: { ...listed, procedures: parts.listed },
    successors,
    guides: known(content, parts.guides, new Set(derived.map(guide => guide.id))),
    lifeEvents: new Map(content.lifeEvents.map(({ value }) => [value.id, value])),
    groups: grouped(content.groups.value, parts.procedures.values()),
    places,
    local,
    voices: content.voices.map(({ value }) => value),
    beyond: new Map(content.beyond.map(({ value }) => [value.id, value])),
    clarifications: new Map(content.clarifications.map(({ value }) => [value.id, value])),
    words: content.words.value,
    sentences: content.sentences.value,
    statuses: content.statuses.value,
    abilities,
  }
  return { knowledge: freezeDeep(knowledge), findings: [...findings, ...localFindings] }
}

/** One guide for each procedure that has none of its own. */
export function derivedGuides(content: Content): Guide[] {
  return content.procedures
    .filter(({ value }) => value.guide === undefined)
    .map(({ value }) => deriveGuide(value, content.derived.value))
}

function known(
  content: Content,
  guides: ReadonlyMap<string, Guide>,
  derived: ReadonlySet<string>,
): Map<string, KnownGuide> {
  const versions = guideVersions(guides)
  const owners = ownersOf(content)
  return new Map(
    [...guides].map(([id, guide]) => {
      const [procedure, ...others] = owners.get(id) ?? []
      return [
        id,
        {
          ...guide,
          version: versions.get(id) ?? '',
          procedure: procedure !== undefined && others.length === 0 ? procedure : null,
          derived: derived.has(id),
        },
      ]
    }),
  )
}

/** The codes of the procedures that a guide leads through. */
function ownersOf(content: Content): Map<string, string[]> {
  const owners = new Map<string, string[]>()
  for (const { value } of content.procedures) {
    const guide = value.guide ?? derivedGuideId(value.code)
    owners.set(guide, [...(owners.get(guide) ?? []), value.code])
  }
  return owners
}
