import type { Account } from '../accounts/account.ts'
import type { Post } from '../channels/common/http.ts'
import { type Called, call } from '../channels/zalo-bot/api.ts'
import { meaningOf } from '../channels/zalo-bot/errors.ts'
import { BotInfo, WebhookInfo } from '../channels/zalo-bot/info.ts'
import { type Check, checker } from './check.ts'

const TIMEOUT_MS = 10_000

/** A Zalo Bot: whether its token is taken, and where its updates go. */
export async function zaloBot(
  { id, settings }: Extract<Account, { kind: 'zalo-bot' }>,
  publicUrl: string | null,
  post: Post,
): Promise<Check[]> {
  const { ok, warn, fail } = checker(id)
  const api = { token: settings.token, apiUrl: settings.apiUrl, post, timeoutMs: TIMEOUT_MS }
  const me = await call(api, 'getMe')
  if (me.kind !== 'ok') return [fail(refusal(me))]
  const { account_name: name } = BotInfo.parse(me.result)
  const webhook = await call(api, 'getWebhookInfo')
  if (webhook.kind !== 'ok')
    return [ok(`Zalo takes its token; it is called ${name}.`), warn(`Its webhook: ${refusal(webhook)}`)]
  const { url } = WebhookInfo.parse(webhook.result)
  const wanted = `${publicUrl ?? ''}/webhooks/zalo-bot`
  const set = 'Run "npm run zalo-bot -- set-webhook".'
  return [
    ok(`Zalo takes its token; it is called ${name}.`),
    url === wanted
      ? ok(`Its updates come to ${url}.`)
      : fail(
          url === ''
            ? `Its updates come to nobody. ${set}`
            : `Its updates go to ${url} and not to ${wanted}. ${set}`,
        ),
  ]
}

function refusal(called: Exclude<Called, { kind: 'ok' }>): string {
  switch (called.kind) {
    case 'refused':
      return `Zalo refused with ${called.code ?? 'no code'}: ${meaningOf(called.code, called.description).say}.`
    case 'unreadable':
      return `HTTP ${called.answer.status} without an answer of the Bot API. Check ZALO_BOT_TOKEN and ZALO_BOT_API_URL.`
    case 'failed':
      return `Zalo could not be reached (${called.answer.reason}). Check this machine's way to the internet.`
  }
}
