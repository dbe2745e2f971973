/**
 * What mere counting tells of each feature and class, as weights: how much likelier the feature is in the class's lessons than in all,
 * as a logarithm (naive Bayes). It knows at once what two lessons have in common, where learning by slips needs many; each errs where the
 * other does not, and together they err least (docs/decisions.md). Into `weights`, which has a row for each feature.
 */
export function addCounted(
  weights: Float32Array,
  found: readonly (readonly string[])[],
  features: ReadonlyMap<string, number>,
  about: Int32Array,
  classes: number,
): void {
  const having = lessonsHaving(found, features)
  const totals = new Float64Array(classes)
  for (const lessons of having) for (const lesson of lessons) bump(totals, about[lesson] ?? 0)
  const ofNone = totals.map(total => Math.log(UNSEEN / (total + UNSEEN * features.size)))
  const own = new Float64Array(classes)
  for (const [place, lessons] of having.entries()) {
    own.fill(0)
    for (const lesson of lessons) bump(own, about[lesson] ?? 0)
    const everywhere = Math.log((lessons.length + UNSEEN) / found.length)
    for (let k = 0; k < classes; k++) {
      const told = (ofNone[k] ?? 0) + Math.log(1 + (own[k] ?? 0) / UNSEEN)
      weights[place * classes + k] = (weights[place * classes + k] ?? 0) + SHARE * (told - everywhere)
    }
  }
}

/** A feature that no lesson of a class has may yet come up: as if there were so much of a lesson that has it. */
const UNSEEN = 0.05
/** How much counting says beside learning. */
const SHARE = 0.6

/** The lessons that have each feature, each lesson once. */
function lessonsHaving(
  found: readonly (readonly string[])[],
  features: ReadonlyMap<string, number>,
): number[][] {
  const having = Array.from({ length: features.size }, (): number[] => [])
  for (const [lesson, one] of found.entries())
    for (const feature of new Set(one)) having[features.get(feature) ?? -1]?.push(lesson)
  return having
}

function bump(counts: Float64Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1
}
