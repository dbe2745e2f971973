import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { FakeZalo } from '../fakes/zalo.ts'
import { until } from './house.ts'
import { ownFolder, settingsIn, startProcess } from './process.ts'
import { ROOT } from './real-content.ts'

const LAN = '2000000000000000002'
const HUNG = '2000000000000000003'
const command = promisify(execFile)

describe('a backup of a server under load', { timeout: 180_000 }, () => {
  it('is whole, and after its restore conversations go on where they stood, and nothing is said twice', async () => {
    const zalo = await FakeZalo.start()
    onTestFinished(() => zalo.stop())
    const folder = ownFolder()
    const env = await settingsIn(folder, zalo.environment)
    const run = (name: string, file: string) =>
      command(process.execPath, [join(ROOT, 'src', 'commands', `${name}.ts`), file], { cwd: folder, env })
    const file = join(folder, 'copy.db')

    const server = await startProcess(folder, env)
    zalo.postsTo(`${server.url}/webhooks/zalo`)
    for (const text of ['làm giấy khai sinh cho con', 'bắt đầu']) await zalo.userSays(LAN, text)
    await zalo.userSays(HUNG, 'làm giấy khai sinh cho con')

    // Others write all the while.
    let loading = true
    let acknowledged = 0
    const crowd = Array.from({ length: 8 }, async (_, person) => {
      for (let message = 0; loading; message++) {
        const { status } = await zalo.userSays(
          String(3_000_000 + person * 10_000 + message),
          'đăng ký tạm trú',
        )
        if (status === 200) acknowledged++
        else throw new Error(`A message got ${status} while the backup ran.`)
      }
    })
    await until(() => acknowledged > 100, 'some load', 30_000)
    const before = acknowledged
    const { stdout } = await run('backup', file)
    const after = acknowledged
    loading = false
    await Promise.all(crowd)
    expect(stdout).toMatch(/copy\.db: .* conversations.*checked/)
    expect(stdout).toMatch(/Not in it: .*secret-key/)

    const copy = new DatabaseSync(file, { readOnly: true })
    const conversations = Number(copy.prepare('select count(*) as n from conversations').get()?.n)
    copy.close()
    expect(conversations).toBeGreaterThanOrEqual(before)
    expect(after).toBeGreaterThan(before)

    await expect(run('restore', file)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Stop that one first'),
    })
    for (const text of ['xóa dữ liệu của tôi', 'có']) await zalo.userSays(HUNG, text)
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    const restoring = await run('restore', file)
    expect(restoring.stdout).toMatch(/Not done again/)
    expect(restoring.stdout).toMatch(/Forgotten again: 1 people/)
    const data = new DatabaseSync(join(folder, 'data', 'dan-loi.db'), { readOnly: true })
    const theirs = data.prepare('select count(*) as n from conversations where person = ?')
    expect([LAN, HUNG].map(person => theirs.get(person)?.n)).toEqual([1, 0])
    data.close()

    const saidBefore = zalo.sent.length
    const restored = await startProcess(folder, env)
    zalo.postsTo(`${restored.url}/webhooks/zalo`)
    const step = zalo.sentTo(LAN).at(-1)?.text
    expect((await zalo.userSays(LAN, 'xem lại')).status).toBe(200)
    await zalo.userSays(LAN, 'có')
    await until(() => zalo.sentTo(LAN).at(-1)?.text !== step, 'the next step')
    const since = zalo.sent.slice(saidBefore)
    expect(new Set(since.map(({ user }) => user))).toEqual(new Set([LAN]))
    restored.child.kill('SIGTERM')
    expect(await restored.ended).toBe(0)
  })
})
