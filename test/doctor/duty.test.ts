import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readSettings } from '../../src/config.ts'
import { duty } from '../../src/doctor/duty.ts'
import { Enrolment } from '../../src/handoff/enrolment.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { NOON, someone, turn } from '../store/samples.ts'

/** What the doctor says of people on duty: of these, with these settings, where so many have enrolled. */
async function said(lines: string, settings: { [name: string]: string } = {}, enrolled = 0) {
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-duty-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const operator = readFileSync('content/operator.yaml', 'utf8').replace(/^duty: \[\]\n/m, lines)
  writeFileSync(join(folder, 'operator.yaml'), operator)
  const store = await openSqliteStore(':memory:')
  const enrolment = new Enrolment(store, () => NOON)
  for (let n = 0; n < enrolled; n++) {
    const { account, person, ...lan } = someone(`truc-${n}`)
    await store.commit([turn({ ...lan, account, person })])
    const text = await enrolment.newCode({ id: 'mot-cua', name: 'Một cửa' })
    const what = { kind: 'text', text } as const
    await enrolment.receive([{ account, person, messageId: text, at: NOON, what }], async () => {})
  }
  const checks = await duty(readSettings({ CONTENT_DIR: folder, ...settings }), store)
  await store.close()
  return checks.map(({ name, state, say }) => `${state} ${name}: ${say}`)
}

const HOURS = "hours: [{ days: [1], from: '07:00', to: '11:00' }]"
const SILENT = `duty:\n  - { id: mot-cua, name: Một cửa, ${HOURS} }\n`
const BY_MAIL = SILENT.replace('hours', 'mail: [mc@example.vn], hours')
const SMTP = { SMTP_URL: 'smtps://u:p@mail.example.vn' }

describe('the doctor, of people on duty', () => {
  it.each<[string, string, { [name: string]: string }, number, RegExp]>([
    ['nobody is, as at first', 'duty: []\n', {}, 0, /^ok duty: Nobody answers in the chat/],
    ['nobody would be told', SILENT, {}, 0, /^warn duty mot-cua: .*npm run handoffs -- code mot-cua/],
    ['mail cannot leave', BY_MAIL, {}, 0, /^fail duty mot-cua: Nobody is told: .*SMTP_URL/],
    ['mail cannot leave and a chat is there', BY_MAIL, {}, 1, /^warn duty mot-cua: Told in 1 chat; but/],
    [
      'they are told',
      BY_MAIL,
      { ...SMTP, HANDOFF_WEBHOOK_URL: 'https://example.vn/goi' },
      2,
      /^ok duty mot-cua: Told by mail, at HANDOFF_WEBHOOK_URL, in 2 chats/,
    ],
  ])('%s', async (_, lines, settings, enrolled, expected) => {
    expect(await said(lines, settings, enrolled)).toEqual([expect.stringMatching(expected)])
  })
})
