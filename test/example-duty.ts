import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Knowledge } from '../src/catalogue/knowledge.ts'
import { Duty } from '../src/catalogue/schema/operator.ts'

/** The duty that content/operator.yaml shows as an example, as it is once somebody takes the marks away. */
export function exampleDuty(): Duty[] {
  const [, block = ''] = /^# (duty:\n(?:# .*\n)+)/m.exec(readFileSync('content/operator.yaml', 'utf8')) ?? []
  return z.object({ duty: z.array(Duty).min(1) }).parse(parse(block.replace(/^# /gm, ''))).duty
}

/** Content of an agency that has somebody on duty. */
export function withDuty(knowledge: Knowledge): Knowledge {
  return { ...knowledge, operator: { ...knowledge.operator, duty: exampleDuty() } }
}
