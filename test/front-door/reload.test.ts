import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readMetrics } from '../proofs/metrics.ts'
import { until as holdsWithin, openHouse } from './house.ts'

const CITIZEN = '2000000000000000002'
const SENTENCES = 'language/sentences.yaml'

/** A change is looked for every two seconds, and has to settle and be read. */
const until = (holds: () => boolean | Promise<boolean>, what: string) => holdsWithin(holds, what, 30_000)

const Ready = z.looseObject({
  status: z.literal('ready'),
  content: z.string(),
  contentFaults: z
    .array(z.object({ file: z.string(), line: z.number().nullable(), message: z.string() }))
    .optional(),
})

/** A house whose content a test edits; somebody talks to it meanwhile. */
async function editedHouse() {
  const house = await openHouse()
  const { server, zalo, folder } = house
  const ready = async () => {
    const answer = await fetch(`${server.url}/readyz`)
    expect(answer.status).toBe(200)
    return Ready.parse(await answer.json())
  }
  return {
    ...house,
    ready,
    edit(file: string, from: string | RegExp, to: string) {
      const path = join(folder, 'content', file)
      const text = readFileSync(path, 'utf8')
      expect(text).toMatch(from)
      writeFileSync(path, text.replace(from, to))
    },
    async hears(words: string, said: string) {
      const before = zalo.sentTo(CITIZEN).length
      await zalo.userSays(CITIZEN, said)
      const answers = () => zalo.sentTo(CITIZEN).slice(before)
      await until(() => answers().some(({ text }) => text?.includes(words) ?? false), words)
    },
  }
}

describe('content that is changed while the server runs', { timeout: 60_000 }, () => {
  it('is what people hear some seconds later, and what the page is named by', async () => {
    const { server, edit, ready, hears } = await editedHouse()
    const before = await ready()
    await hears('Ủy ban nhân dân xã Ví Dụ', 'chào')
    edit('operator.yaml', /^agency: .*$/m, 'agency: Ủy ban nhân dân xã Tân Lập')
    edit(SENTENCES, 'Không có gì ạ, giúp được là vui rồi', 'Dạ, có gì đâu ạ')
    await until(async () => (await ready()).content !== before.content, 'the new version')
    await hears('Dạ, có gì đâu ạ', 'cảm ơn')
    expect(await (await fetch(`${server.url}/chat`)).text()).toContain('Ủy ban nhân dân xã Tân Lập')
  })

  it('is refused where it has a fault, which /readyz and a figure tell while all goes on as before', async () => {
    const { server, edit, ready, hears } = await editedHouse()
    const before = await ready()
    expect(before.contentFaults).toBeUndefined()
    edit(SENTENCES, /^ {2}thanks: /m, '  thankss: ')
    await until(async () => (await ready()).contentFaults !== undefined, 'the fault')
    const refused = await ready()
    expect(refused.content).toBe(before.content)
    expect(refused.contentFaults?.[0]).toMatchObject({ file: SENTENCES, line: expect.any(Number) })
    expect(JSON.stringify(refused.contentFaults)).toContain('thanks')
    const figures = await readMetrics(server.url)
    expect(figures('danloi_content_faults')).toBeGreaterThan(0)
    expect(figures('danloi_content_reads_total{outcome="refused"}')).toBe(1)
    await hears('giúp được là vui rồi', 'cảm ơn')

    edit(SENTENCES, /^ {2}thankss: /m, '  thanks: ')
    await until(async () => (await ready()).contentFaults === undefined, 'the mended content')
    expect((await readMetrics(server.url))('danloi_content_faults')).toBe(0)
  })

  it('is refused where a real channel is on and the operator becomes the example again', async () => {
    const { edit, ready } = await editedHouse()
    edit('operator.yaml', /^agency: /m, 'example: true\nagency: ')
    await until(async () => (await ready()).contentFaults !== undefined, 'the refusal')
    expect((await ready()).contentFaults).toMatchObject([{ file: 'operator.yaml', line: null }])
  })
})
