import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { scaffold } from '../../src/catalogue/editing/scaffold.ts'
import { readSettings } from '../../src/config.ts'
import { startServer } from '../../src/house/server.ts'
import { faq } from '../catalogue/folder.ts'
import { seedParsed } from '../content-knowledge.ts'
import { until } from './house.ts'

const Said = z.object({ messages: z.array(z.object({ from: z.string(), text: z.string() })) })

/** The real content with a draft in it, and the server over it as citizens or as authors see it. */
async function houseWithDraft(preview: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-preview-'))
  const content = join(folder, 'content')
  cpSync('content', content, { recursive: true })
  const write = (answer: string) => {
    mkdirSync(join(content, 'drafts/faq'), { recursive: true })
    const phrasings = ['lỡ làm mất phiếu hẹn trả kết quả', 'lạc mất tờ phiếu hẹn', 'rơi phiếu hẹn rồi']
    const draft = faq({ id: 'mat-phieu-hen', title: 'Mất phiếu hẹn thì sao?', phrasings, answer })
    writeFileSync(join(content, 'drafts/faq/mat-phieu-hen.yaml'), draft)
  }
  write('Đọc mã hồ sơ cho cán bộ là được.')
  mkdirSync(join(content, 'drafts/procedures'), { recursive: true })
  const begun = scaffold('procedure', '1.000110', '2026-07-15')
  writeFileSync(join(content, 'drafts/procedures/1.000110.yaml'), begun)
  const dataDir = join(folder, 'data')
  seedParsed(dataDir)
  const settings = readSettings({
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    CONTENT_DIR: content,
    LOG_LEVEL: 'silent',
  })
  const server = await startServer({ ...settings, preview })
  const close = async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  }
  return { url: server.url, write, dataDir, close }
}

async function ask(url: string, text: string): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const posted = await fetch(`${url}/chat/messages`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ text }),
  })
  const cookie = posted.headers
    .getSetCookie()
    .map(set => set.split(';')[0])
    .join('; ')
  const { messages } = Said.parse(
    await (await fetch(`${url}/chat/messages?after=0`, { headers: { cookie } })).json(),
  )
  return messages
    .filter(({ from }) => from === 'bot')
    .map(({ text }) => text)
    .join('\n')
}

describe('the preview', () => {
  let house: Awaited<ReturnType<typeof houseWithDraft>>

  beforeAll(async () => {
    house = await houseWithDraft(true)
  }, 60_000)
  afterAll(() => house.close())

  it('answers from drafts, says that it is one, and shows what is saved seconds later', async () => {
    const { url, write } = house
    expect(await (await fetch(`${url}/chat`)).text()).toContain('Bản xem trước')
    expect(await ask(url, 'lạc mất tờ phiếu hẹn')).toContain('Đọc mã hồ sơ cho cán bộ')
    write('Báo số điện thoại đã ghi lúc nộp.')
    await until(
      async () => (await ask(url, 'lạc mất tờ phiếu hẹn')).includes('Báo số điện thoại'),
      'the draft as it was saved',
      20_000,
    )
  }, 40_000)

  it('shows a procedure that is not all filled in yet', async () => {
    const { url } = house
    expect(await ask(url, '1.000110')).toContain('ĐIỀN tên thường gọi')
  })

  it('leaves no figures', async () => {
    const { url, dataDir } = house
    await ask(url, 'đăng ký tạm trú')
    await ask(url, 'giá vàng hôm nay thế nào')
    const db = new DatabaseSync(join(dataDir, 'dan-loi.db'), { readOnly: true })
    for (const table of ['runs', 'visits', 'events', 'questions'])
      expect(db.prepare(`select count(*) as n from ${table}`).get()?.n, table).toBe(0)
    db.close()
  })
})

it('citizens hear nothing of a draft', async () => {
  const { url, close } = await houseWithDraft(false)
  onTestFinished(close)
  expect(await ask(url, 'lạc mất tờ phiếu hẹn')).not.toContain('Đọc mã hồ sơ cho cán bộ là được')
  expect(await (await fetch(`${url}/chat`)).text()).not.toContain('xem trước')
  expect((await fetch(`${url}/thu-tuc/1.000110`)).status).toBe(404)
})
