import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { addAccount } from '../../src/accounts/manage.ts'
import { zaloBotCommand } from '../../src/commands/zalo-bot.ts'
import { readSettings } from '../../src/config.ts'
import { secretKey } from '../../src/operations/secret.ts'
import { openStore } from '../../src/store/open.ts'
import { FakeZaloBot } from '../fakes/zalo-bot.ts'

const WEBHOOK = 'https://danloi.example.gov.vn/webhooks/zalo-bot'

let bot: FakeZaloBot
let environment: { [name: string]: string }

beforeEach(async () => {
  bot = await FakeZaloBot.start()
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-command-'))
  environment = {
    DATA_DIR: folder,
    PUBLIC_URL: 'https://danloi.example.gov.vn',
    ...bot.environment,
  }
  onTestFinished(async () => {
    await bot.stop()
    rmSync(folder, { recursive: true })
  })
})

/** What the command prints; a refusal comes as its sentence. */
async function run(...args: string[]): Promise<string> {
  const lines: string[] = []
  const refused = await zaloBotCommand(args, readSettings(environment), line => lines.push(line)).then(
    () => [],
    (error: unknown) => [`refused: ${error instanceof Error ? error.message : error}`],
  )
  return [...lines, ...refused].join('\n')
}

/** As `npm run accounts -- add` does. */
async function addBot(token: string, secretToken: string): Promise<void> {
  const settings = readSettings(environment)
  const store = await openStore(settings)
  const desk = { store, key: secretKey(settings.secretKey, settings.dataDir), now: Date.now() }
  const { apiUrl } = bot.settings
  const account = { kind: 'zalo-bot' as const, settings: { token, secretToken, monthlyCap: 0, apiUrl } }
  await addAccount(desk, account, { profile: {}, unit: 'Xã Hai', agency: 'Ủy ban nhân dân xã Hai' })
  await store.close()
}

describe('npm run zalo-bot', () => {
  it('sets the webhook with the secret, sees it stand, and takes it away again', async () => {
    expect(await run('check')).toMatch(
      /the token is taken; the bot is called bot\.DanLoi[\s\S]*come to nobody\. Run/,
    )
    expect(await run('set-webhook')).toContain(`updates now come to ${WEBHOOK}`)
    expect(bot.webhook).toEqual({ url: WEBHOOK, secret: bot.settings.secretToken })
    expect(await run('info')).toContain('as they should')
    expect(await run('delete-webhook')).toContain('come to nobody any more')
    expect(bot.webhook.url).toBe('')
  })

  it('says where updates go instead', async () => {
    bot.webhook = { url: 'https://bot-khac.example.vn/w', secret: 'x' }
    expect(await run('info')).toContain('updates go to https://bot-khac.example.vn/w, and not to')
  })

  it('sends nobody to an address that Zalo cannot reach', async () => {
    environment.PUBLIC_URL = 'https://10.0.0.5'
    expect(await run('set-webhook')).toMatch(/refused: Zalo can't reach .* Set PUBLIC_URL/)
    expect(bot.calls).toBe(0)
  })

  it('says what to do about a wrong token, and does not show it', async () => {
    environment.ZALO_BOT_TOKEN = '1459232241454765289:da-thay'
    const told = await run('check')
    expect(told).toMatch(/refused: .*401.*the token is not valid; check ZALO_BOT_TOKEN/)
    expect(told).not.toContain('da-thay')
  })

  it('says when Zalo is not there, and when something else answers', async () => {
    environment.ZALO_BOT_API_URL = `${bot.settings.apiUrl}/sai`
    expect(await run('check')).toContain('Check ZALO_BOT_TOKEN and ZALO_BOT_API_URL')
    await bot.stop()
    environment.ZALO_BOT_API_URL = bot.settings.apiUrl
    expect(await run('check')).toContain('could not be reached')
  })

  it('works on every bot that is on, and on none where two share a secret', async () => {
    await addBot('77:bi-mat', 'mot-tu-khac-han')
    expect(await run('info')).toMatch(/^zalo-bot:1459232241454765289: .*\nrefused: zalo-bot:77: .*401/)
    environment.ZALO_BOT_TOKEN = '78:cung-sai'
    expect(await run('info')).toMatch(/refused: zalo-bot:78: .*\nzalo-bot:77: /)
    environment.ZALO_BOT_TOKEN = bot.settings.token
    await addBot('77:bi-mat', bot.settings.secretToken)
    expect(await run('set-webhook')).toContain('have the same secret token')
    expect(bot.webhook.url).toBe('')
  })

  it('says what it can do, what is set, and what is missing', async () => {
    expect(await run()).toContain('refused: Say what to do')
    expect(await run('fly')).toContain('refused: Say what to do')
    expect(await run('check', 'zalo-bot:7')).toContain(
      `There is no account zalo-bot:7; there are: ${bot.account}.`,
    )
    environment.ZALO_BOT_TOKEN = environment.ZALO_BOT_SECRET_TOKEN = ''
    expect(await run('check')).toContain('No account of the kind zalo-bot is on.')
  })
})
