import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { readRegister } from '../../src/accounts/register.ts'
import { accountsCommand } from '../../src/commands/accounts.ts'
import { readSettings } from '../../src/config.ts'
import { secretKey } from '../../src/operations/secret.ts'
import { openStore } from '../../src/store/open.ts'

const LINES = {
  ZALO_APP_ID: '1000000000000000001',
  ZALO_APP_SECRET: 'bi-mat-ung-dung',
  ZALO_OA_ID: '4000000000000000004',
  ZALO_OA_SECRET_KEY: 'khoa-bi-mat-oa',
  ZALO_REFRESH_TOKEN: 'r-dau-tien-that-bi-mat',
}
const ID = 'zalo:4000000000000000004'
const SECRETS = [LINES.ZALO_APP_SECRET, LINES.ZALO_OA_SECRET_KEY, LINES.ZALO_REFRESH_TOKEN]

let environment: { [name: string]: string }

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-command-'))
  environment = { DATA_DIR: folder, PUBLIC_URL: 'https://danloi.example.gov.vn' }
  onTestFinished(() => rmSync(folder, { recursive: true }))
})

/** What the command prints; a refusal comes as its sentence. */
async function run(
  args: string[],
  piped: { [name: string]: string } | string = '',
  own = {},
): Promise<string> {
  const lines: string[] = []
  const written =
    typeof piped === 'string'
      ? piped
      : Object.entries(piped)
          .map(([name, value]) => `${name}=${value}`)
          .join('\n')
  const refused = await accountsCommand(args, readSettings(environment), {
    environment: own,
    input: async () => written,
    say: line => lines.push(line),
  }).then(
    () => [],
    (error: unknown) => [`refused: ${error instanceof Error ? error.message : error}`],
  )
  return [...lines, ...refused].join('\n')
}

async function rows() {
  const store = await openStore(readSettings(environment))
  const accounts = await store.accounts()
  await store.close()
  return accounts
}

describe('npm run accounts', () => {
  it('adds an account, lists it, and shows its secrets to nobody', async () => {
    const said = [
      await run(['add', 'zalo', '--unit', 'Phường Hạc Thành', '--agency', 'UBND phường'], LINES),
      await run(['list']),
    ].join('\n')
    expect(said).toContain(`${ID} is added`)
    expect(said).toContain('https://danloi.example.gov.vn/webhooks/zalo')
    expect(said).toContain(`${ID}  zalo, Phường Hạc Thành, UBND phường; by command`)
    const file = join(environment.DATA_DIR ?? '', 'dan-loi.db')
    const disk = [file, `${file}-wal`].map(name => {
      try {
        return readFileSync(name, 'latin1')
      } catch {
        return ''
      }
    })
    for (const secret of SECRETS) {
      expect(said).not.toContain(secret)
      expect(disk.join('')).not.toContain(secret)
    }
  })

  it('takes the lines from the environment where none are piped in', async () => {
    expect(await run(['add', 'zalo'], '', LINES)).toContain(`${ID} is added`)
  })

  it.each<[string, string[], { [name: string]: string }, RegExp]>([
    ['a kind that there is not', ['add', 'viber'], {}, /There is no kind viber; say one of zalo, zalo-bot/],
    ['missing lines', ['add', 'zalo'], { ZALO_APP_ID: '1' }, /ZALO_APP_SECRET is missing/],
    [
      'lines that do not fit',
      ['add', 'zalo'],
      { ...LINES, ZALO_OA_ID: 'xa-vi-du' },
      /ZALO_OA_ID: must be the number/,
    ],
    ['an option that does not fit', ['add', 'zalo', '--page', 'trang nha'], LINES, /--page: /],
    ['an unknown account', ['pause', 'zalo:1'], {}, /There is no account zalo:1; there are: none yet/],
    ['no word at all', [], {}, /Say what to do/],
    ['a secret as an argument', ['add', 'zalo', `--secret=${SECRETS[0]}`], {}, /Say what to do/],
  ])('refuses %s with a sentence that holds no secret', async (_label, args, piped, sentence) => {
    const said = await run(args, piped)
    expect(said).toMatch(sentence)
    for (const secret of SECRETS) expect(said).not.toContain(secret)
    expect(await rows()).toEqual([])
  })

  it('keeps what the package of an account lets through, and refuses what is no number', async () => {
    expect(await run(['add', 'zalo'], { ...LINES, ZALO_OA_CALLS_PER_MINUTE: 'nhiều' })).toContain(
      'ZALO_OA_CALLS_PER_MINUTE: ',
    )
    await run(['add', 'zalo'], { ...LINES, ZALO_OA_CALLS_PER_MINUTE: '600' })
    const settings = readSettings(environment)
    const store = await openStore(settings)
    const { accounts } = await readRegister(store, secretKey(null, settings.dataDir), [])
    await store.close()
    expect(accounts).toMatchObject([{ settings: { callsPerMinute: 600 } }])
  })

  it('refuses an account that the environment names, and one without PUBLIC_URL', async () => {
    environment = { ...environment, ...LINES }
    expect(await run(['add', 'zalo'], LINES)).toContain(`The environment names ${ID} already`)
    environment = { DATA_DIR: environment.DATA_DIR ?? '' }
    expect(await run(['add', 'zalo'], LINES)).toContain('PUBLIC_URL is missing')
  })

  it('refuses two bots with one secret token, by which alone they are told apart', async () => {
    const bot = { ZALO_BOT_TOKEN: '1001:abc', ZALO_BOT_SECRET_TOKEN: 'mot-tu-dai-va-rieng' }
    expect(await run(['add', 'zalo-bot'], bot)).toContain('zalo-bot:1001 is added')
    const said = await run(['add', 'zalo-bot'], { ...bot, ZALO_BOT_TOKEN: '1002:def' })
    expect(said).toContain('is that of zalo-bot:1001')
    expect(said).not.toContain(bot.ZALO_BOT_SECRET_TOKEN)
    expect(await run(['add', 'zalo-bot'], bot)).toContain('zalo-bot:1001 is changed')
  })

  it('pauses and resumes', async () => {
    await run(['add', 'zalo'], LINES)
    expect(await run(['pause', ID, '--reason', 'đổi cán bộ'])).toContain('is paused')
    expect(await run(['list'])).toMatch(/paused by operator since 20\d\d-.*: đổi cán bộ/)
    expect(await run(['resume', ID])).toContain('is no longer paused')
    expect(await run(['resume', ID])).toContain('was not paused')
    expect(await run(['list'])).not.toContain('paused')
  })

  it('says of the operator what differs, and takes it back with an empty value', async () => {
    await run(['add', 'zalo', '--desk-phone', '0237 111 2222'], LINES)
    expect(await run(['profile', ID, '--agency', 'UBND phường', '--desk-name', 'Bộ phận Một cửa'])).toContain(
      '"agency":"UBND phường"',
    )
    await run(['profile', ID, '--desk-phone', ''])
    const [row] = await rows()
    expect(JSON.parse(row?.profile ?? '')).toEqual({
      agency: 'UBND phường',
      desk: { name: 'Bộ phận Một cửa' },
    })
  })

  it('says of the web chat that it is no account to be paused', async () => {
    const store = await openStore(readSettings(environment))
    await store.seedAccounts([{ id: 'web', kind: 'web', unit: 'Xã Ví Dụ', title: 'Xã Ví Dụ' }])
    await store.close()
    expect(await run(['pause', 'web'])).toMatch(/^refused: web is the server's own/)
  })

  it('removes an account with its settings and its tokens', async () => {
    await run(['add', 'zalo'], LINES)
    await run(['token', ID], 'r-moi-tu-api-explorer')
    expect(await run(['remove', ID])).toContain('is removed')
    expect(await rows()).toMatchObject([{ id: ID, settings: null, removedAt: expect.any(Number) }])
    expect(await run(['list'])).toContain('There is no account yet')
    expect(await run(['remove', ID])).toContain('There is no account')
  })

  it('prints what a consent needs: the callback, the same challenge each time, a link', async () => {
    await run(['add', 'zalo'], LINES)
    const [one, two] = [await run(['consent', ID]), await run(['consent', ID])]
    const challenge = (said: string) => /code challenge\s+([\w-]{43})\n/.exec(said)?.[1]
    expect(challenge(one)).toBeTruthy()
    expect(challenge(one)).toBe(challenge(two))
    expect(one).toContain('https://danloi.example.gov.vn/oauth/zalo')
    expect(one).toContain(`https://oauth.zaloapp.com/v4/oa/permission?app_id=${LINES.ZALO_APP_ID}&`)
    for (const secret of SECRETS) expect(one).not.toContain(secret)
  })

  it('says where SECRET_KEY has changed since, and lets the account be removed and added anew', async () => {
    await run(['add', 'zalo'], LINES)
    environment = { ...environment, SECRET_KEY: 'mot-chuoi-bi-mat-khac-du-ba-muoi-hai-chu' }
    expect(await run(['list'])).toContain('sealed with another SECRET_KEY')
    expect(await run(['consent', ID])).toContain('Put the former key back')
    expect(await run(['remove', ID])).toContain('is removed')
    expect(await run(['add', 'zalo'], LINES)).toContain('is added')
    expect(await run(['list'])).not.toContain('SECRET_KEY')
  })
})
