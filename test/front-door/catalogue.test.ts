import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { readSettings } from '../../src/config.ts'
import { startServer } from '../../src/house/server.ts'
import { EXPORTED, workbook } from '../catalogue/list-files.ts'
import { seedParsed } from '../content-knowledge.ts'
import { until } from './house.ts'

const run = promisify(execFile)

const Said = z.object({
  messages: z.array(
    z.object({
      from: z.string(),
      text: z.string(),
      choices: z.array(z.object({ title: z.string() })),
      links: z.array(z.object({ url: z.string() })),
    }),
  ),
})

const HEADER = 'code\tname\tfield\tlevel\tsubject\tagency\tonline\tpostal\tdirect\tdecision'
const DRAGON = '9.000001\tThủ tục cấp giấy phép cưỡi rồng\tThú lạ\tCấp Tỉnh\t\tSở Thú lạ\t1\t1\t0\t12/QĐ-BTL'
const CAVE = '9.000002\tXin mở hang cho kỳ lân\tThú lạ\tCấp Xã\t\t\t0\t0\t1\t'

/** A folder for the data, and the command that imports into it as an operator would. */
function place() {
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-list-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const dataDir = join(folder, 'data')
  seedParsed(dataDir)
  return {
    dataDir,
    async imports(name: string, content: string | Buffer) {
      const file = join(folder, name)
      writeFileSync(file, content)
      const command = ['src/commands/catalogue-import.ts', file, '--date', '2026-07-15']
      const { stdout } = await run(process.execPath, command, {
        env: { ...process.env, DATA_DIR: dataDir, CONTENT_DIR: 'content' },
      })
      return stdout
    },
  }
}

/** The house on that folder, and somebody who talks to it in a browser. */
async function chat(dataDir: string) {
  const server = await startServer(
    readSettings({
      DATA_DIR: dataDir,
      CONTENT_DIR: 'content',
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'silent',
    }),
  )
  onTestFinished(() => server.close())
  let cookie = ''
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { 'content-type': 'application/json', cookie }
    const answer = await fetch(`${server.url}${path}`, { ...init, headers })
    cookie ||= answer.headers
      .getSetCookie()
      .map(one => one.split(';')[0])
      .join('; ')
    return answer
  }
  const last = async () => {
    const { messages } = Said.parse(await (await call('/chat/messages?after=0')).json())
    return messages.filter(({ from }) => from === 'bot').at(-1)
  }
  await last()
  return {
    async hears(text: string) {
      const answer = await call('/chat/messages', { method: 'POST', body: JSON.stringify({ text }) })
      expect(answer.status).toBe(202)
      return last()
    },
    async version() {
      return z.object({ content: z.string() }).parse(await (await call('/readyz')).json()).content
    },
  }
}

describe('the national list, from the command to the citizen', { timeout: 60_000 }, () => {
  it('is imported, found, walked by its own name and code, and told to be on the portal', async () => {
    const { dataDir, imports } = place()
    expect(await imports('a.tsv', [HEADER, DRAGON, CAVE, ''].join('\n'))).toContain('Mới: 2')
    const { hears } = await chat(dataDir)
    const card = await hears('cấp giấy phép cưỡi rồng')
    expect(card?.text).toContain('Mã thủ tục: 9.000001.')
    expect(card?.text).toContain('Chi tiết ở trang của thủ tục trên Cổng')
    expect(card?.links).toEqual(
      [{ url: 'https://dichvucong.gov.vn/dich-vu-cong-truc-tuyen/9.000001' }].map(link =>
        expect.objectContaining(link),
      ),
    )
    expect((await hears('bắt đầu'))?.text).toContain('mã 9.000001')
    expect((await hears('xong'))?.text).toContain('Cổng Dịch vụ công quốc gia')
    expect((await hears('đăng ký tạm trú'))?.text).toContain('Đăng ký tạm trú')
  })

  it('says nothing new when it comes again, and what changed and went when a new one comes', async () => {
    const { imports } = place()
    const first = [HEADER, DRAGON, CAVE, ''].join('\n')
    await imports('a.tsv', first)
    expect(await imports('a.tsv', first)).toContain('Không có gì thay đổi.')
    const second = await imports(
      'b.csv',
      `${HEADER.replaceAll('\t', ',')}\n${DRAGON.replaceAll('\t', ',').replace('Sở', 'Cục')}\n`,
    )
    expect(second).toMatch(/Thay đổi: 1\n {2}9\.000001 .* \(cơ quan\)/)
    expect(second).toMatch(/Không còn: 1\n {2}9\.000002 /)
  })

  it('is taken up by a server that runs, an XLSX as well, and is part of its content’s version', async () => {
    const { dataDir, imports } = place()
    const { hears, version } = await chat(dataDir)
    const before = await version()
    expect((await hears('cấp phép nuôi rồng đá & kỳ lân'))?.text).not.toContain('1.000030')
    expect(await imports('c.xlsx', workbook(EXPORTED))).toContain('Mới: 2')
    await until(async () => (await version()) !== before, 'the new list', 30_000)
    expect((await hears('cấp phép nuôi rồng đá & kỳ lân'))?.text).toContain('Mã thủ tục: 1.000030.')
  })

  it('is refused with a sentence where the file is no list', async () => {
    const { imports } = place()
    await expect(imports('d.csv', 'một,hai\n1,2\n')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Không thấy cột mã và cột tên'),
    })
  })
})
