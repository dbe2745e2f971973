import type { Finding } from './finding.ts'
import type { Places } from './places.ts'
import type { Sourced } from './read.ts'
import type { LocalFile } from './schema/local.ts'
import type { Procedure } from './schema/procedure.ts'

/** What holds in one province or one unit for one procedure, with the resolution that it stands in. */
export type LocalRule = Omit<LocalFile['rules'][number], 'procedures'> &
  Pick<LocalFile, 'unit' | 'province' | 'resolution' | 'example' | 'source'>

/** The rule under which findings about content/local are reported. */
export const LOCAL = 'local'

/**
 * Lays what holds in a province or unit on top of the procedures, by code. A code that was given up leads to its
 * successor. What fits nothing (an unknown code or place, the example of a real operator) is passed over and
 * reported as a warning: a bot starts all the same.
 */
export function overlay(
  files: readonly Sourced<LocalFile>[],
  procedures: ReadonlyMap<string, Procedure>,
  { provinces, units }: Places,
  isExample: boolean,
): { local: Map<string, LocalRule[]>; findings: Finding[] } {
  const local = new Map<string, LocalRule[]>()
  const findings: Finding[] = []
  for (const { file, value, line } of files) {
    const warn = (path: readonly PropertyKey[], message: string) =>
      findings.push({ level: 'warn', rule: LOCAL, file, line: line(path), message })
    const { unit, province, resolution, example, source } = value
    const known = (unit === undefined ? provinces : units).some(({ id }) => id === (unit ?? province))
    if (!known) {
      const where = unit === undefined ? 'provinces.yaml' : 'units.yaml'
      warn(
        [unit === undefined ? 'province' : 'unit'],
        `không có "${unit ?? province}" trong places/${where}; quy định này chưa dùng`,
      )
    } else if (example && !isExample)
      warn(['example'], 'còn là ví dụ nên không nói với người dân; ghi điều có thật rồi xóa dòng này')
    else
      for (const [index, { procedures: codes, ...rule }] of value.rules.entries())
        for (const [place, code] of codes.entries()) {
          const found = codeNow(code, procedures)
          const own = { ...rule, resolution, example, source, unit, province }
          if (found) local.set(found, [...(local.get(found) ?? []), own])
          else
            warn(
              ['rules', index, 'procedures', place],
              `chưa có thủ tục mang mã ${code}; quy định này chưa dùng`,
            )
        }
  }
  for (const rules of local.values()) rules.sort(ofUnitFirst)
  return { local, findings }
}

function codeNow(code: string, procedures: ReadonlyMap<string, Procedure>): string | undefined {
  if (procedures.has(code)) return code
  return [...procedures.values()].find(({ replaces }) => replaces.includes(code))?.code
}

/** The commune's own word goes before its province's. */
function ofUnitFirst(one: LocalRule, other: LocalRule): number {
  return Number(one.unit === undefined) - Number(other.unit === undefined)
}
