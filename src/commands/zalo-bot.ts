import { post } from '../channels/common/http.ts'
import { isReachedFromOutside } from '../channels/common/layout.ts'
import { type Api, type Called, call } from '../channels/zalo-bot/api.ts'
import { meaningOf } from '../channels/zalo-bot/errors.ts'
import { BotInfo, WebhookInfo } from '../channels/zalo-bot/info.ts'
import { type Settings, settingsFromHere } from '../config.ts'
import { operatorCommand } from '../operations/command.ts'
import { Refusal } from '../operations/refusal.ts'
import { accountsOn, forEachOf } from './accounts-on.ts'

const USAGE =
  'Say what to do: npm run zalo-bot -- check, set-webhook, delete-webhook or info; the id of an account may follow.'

type Bot = { id: string; api: Api; secretToken: string }
type Do = (bot: Bot, webhook: string, say: Say) => Promise<void>
type Say = (line: string) => void

const COMMANDS = new Map<string, Do>([
  ['check', check],
  ['set-webhook', setWebhook],
  ['delete-webhook', deleteWebhook],
  ['info', info],
])

/**
 * `npm run zalo-bot -- check|set-webhook|delete-webhook|info [ACCOUNT]`: whether the token of each bot is taken and where
 * its updates go; changes where they go.
 * @throws Refusal with what to do.
 */
export async function zaloBotCommand(args: readonly string[], settings: Settings, say: Say): Promise<void> {
  const [name = '', account, ...more] = args
  const work = COMMANDS.get(name)
  if (!work || more.length > 0) throw new Refusal(USAGE)
  const webhook = `${settings.publicUrl ?? ''}/webhooks/zalo-bot`
  const bots = await accountsOn('zalo-bot', settings, account)
  refuseSharedSecrets(bots.map(({ id, settings: bot }) => ({ id, secretToken: bot.secretToken })))
  await forEachOf(bots, ({ id, settings: { token, apiUrl, secretToken } }) => {
    const api = { token, apiUrl, post, timeoutMs: TIMEOUT_MS }
    return work({ id, api, secretToken }, webhook, say)
  })
}

const TIMEOUT_MS = 10_000

/** An update names no bot: only the secret says which one is meant. */
function refuseSharedSecrets(bots: readonly { id: string; secretToken: string }[]): void {
  const bySecret = Map.groupBy(bots, ({ secretToken }) => secretToken)
  const shared = [...bySecret.values()].find(sharing => sharing.length > 1)
  if (!shared) return
  const ids = shared.map(({ id }) => id).join(' and ')
  throw new Refusal(`${ids} have the same secret token, so nobody is answered. Give each its own.`)
}

async function check(bot: Bot, webhook: string, say: Say): Promise<void> {
  const { account_name: name, can_join_groups: joinsGroups } = BotInfo.parse(
    granted(bot, await call(bot.api, 'getMe')),
  )
  say(`${bot.id}: the token is taken; the bot is called ${name}.`)
  if (joinsGroups)
    say('  It may be added to groups, where it answers nobody. Switch that off in the Zalo Bot Creator.')
  await info(bot, webhook, say)
}

async function info(bot: Bot, webhook: string, say: Say): Promise<void> {
  const { url } = WebhookInfo.parse(granted(bot, await call(bot.api, 'getWebhookInfo')))
  if (url === webhook) return say(`${bot.id}: updates come to ${url}, as they should.`)
  say(
    url === ''
      ? `${bot.id}: updates come to nobody. Run "npm run zalo-bot -- set-webhook".`
      : `${bot.id}: updates go to ${url}, and not to ${webhook}. Run "npm run zalo-bot -- set-webhook" if they should come here.`,
  )
}

async function setWebhook(bot: Bot, webhook: string, say: Say): Promise<void> {
  if (!isReachedFromOutside(webhook))
    throw new Refusal(
      `Zalo can't reach ${webhook}. Set PUBLIC_URL to the https address of this server that everybody can open.`,
    )
  const body = { url: webhook, secret_token: bot.secretToken }
  const { url } = WebhookInfo.parse(granted(bot, await call(bot.api, 'setWebhook', body)))
  if (url !== webhook) throw new Refusal(`${bot.id}: Zalo noted ${url} and not ${webhook}. Try again.`)
  say(`${bot.id}: updates now come to ${url} and bear the secret. Write to the bot to see it answer.`)
}

async function deleteWebhook(bot: Bot, _webhook: string, say: Say): Promise<void> {
  granted(bot, await call(bot.api, 'deleteWebhook'))
  say(`${bot.id}: updates come to nobody any more. "npm run zalo-bot -- set-webhook" lets them come again.`)
}

/** @throws Refusal where Zalo did not do it, with what to do. */
function granted({ id }: Bot, called: Called): unknown {
  switch (called.kind) {
    case 'ok':
      return called.result
    case 'refused': {
      const { code, description } = called
      const { say } = meaningOf(code, description)
      throw new Refusal(`${id}: Zalo refused with ${code ?? 'no code'} (${description}): ${say}.`)
    }
    case 'unreadable':
      throw new Refusal(
        `${id}: HTTP ${called.answer.status} without an answer of the Bot API. Check ZALO_BOT_TOKEN and ZALO_BOT_API_URL.`,
      )
    case 'failed':
      throw new Refusal(
        `${id}: Zalo could not be reached (${called.answer.reason}). Check this machine's way to the internet, and ZALO_BOT_API_URL.`,
      )
  }
}

if (import.meta.main)
  await operatorCommand(() =>
    zaloBotCommand(process.argv.slice(2), settingsFromHere(), line => console.log(line)),
  )
