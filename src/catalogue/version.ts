import { createHash } from 'node:crypto'
import type { Guide, Step } from './schema/guide.ts'

/** Enough of a SHA-256 never to meet twice among a few thousand versions. */
const LENGTH = 16

/** A short hash of anything that JSON can hold; the order of keys matters. */
export function versionOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, LENGTH)
}

/**
 * The versions of guides by id: hashes of what decides about answers (ids, kinds, revisions, options, items,
 * conditions, outcomes) and of the versions of the guides they use. A changed text changes none of them.
 * The guides must be free of circles.
 */
export function guideVersions(guides: ReadonlyMap<string, Guide>): Map<string, string> {
  const versions = new Map<string, string>()
  const version = (id: string): string => {
    const known = versions.get(id)
    if (known !== undefined) return known
    const made = versionOf(guides.get(id)?.steps.map(step => structureOf(step, version)) ?? null)
    versions.set(id, made)
    return made
  }
  for (const id of guides.keys()) version(id)
  return versions
}

function structureOf(step: Step, versionOfGuide: (id: string) => string): unknown {
  const common = [step.id, step.kind, step.when ?? null]
  switch (step.kind) {
    case 'use':
      return [...common, step.guide, versionOfGuide(step.guide)]
    case 'finish':
      return [...common, step.outcome]
    case 'ask':
      return [...common, step.revision, Object.keys(step.options)]
    case 'enter':
      return [...common, step.revision, step.as]
    case 'prepare':
      return [...common, step.revision, step.items.map(item => [item.id, item.when ?? null])]
    case 'tell':
    case 'do':
      return [...common, step.revision]
  }
}
