import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { parse } from 'yaml'
import { ACCOUNT_KINDS, type AccountSettings, idOf } from '../accounts/account.ts'
import { CALLBACK_PATH, challengeFor, consentLink, LINK_MINUTES } from '../accounts/consent/link.ts'
import { neededNames, readEntry } from '../accounts/entry.ts'
import { accountsInEnvironment } from '../accounts/environment.ts'
import { addAccount, changeProfile, type Desk, removeAccount, replaceToken } from '../accounts/manage.ts'
import { readRegister } from '../accounts/register.ts'
import { Operator } from '../catalogue/schema/operator.ts'
import type { Settings } from '../config.ts'
import { Refusal } from '../operations/refusal.ts'
import type { ChannelAccount } from '../store/records/account.ts'
import { checked, type Options, profileIn } from './profile-options.ts'

/** What a command has at hand. */
export type Hands = {
  /** What was piped in; empty where nothing was. */
  input: () => Promise<string>
  /** The environment of the command itself, without `.env`. */
  environment: { readonly [name: string]: string | undefined }
  say: (line: string) => void
}
type At = Desk & Hands & { settings: Settings }
/** `subject` is the account's id, of `add` its kind. */
export type Work = (at: At, subject: string, options: Options) => Promise<void>

export const list: Work = async ({ store, key, settings, say }) => {
  const rows = (await store.accounts()).filter(row => row.removedAt === null)
  const { accounts, broken } = await readRegister(store, key, accountsInEnvironment(settings))
  for (const { id, kind, unit, title, origin, paused } of rows) {
    const fault = broken.find(one => one.id === id)?.sentence
    const isOn = origin === 'built-in' || accounts.some(one => one.id === id)
    const state = fault ?? (isOn ? 'on' : 'off: the environment names it no longer')
    say(`${id}  ${kind}, ${unit}, ${title}; by ${origin}`)
    say(`    ${paused ? `paused by ${paused.by} since ${timeOf(paused.at)}: ${paused.reason}` : state}`)
  }
  for (const { id } of accounts.filter(one => !rows.some(row => row.id === one.id)))
    say(`${id}  named by the environment; it gets its row when the server starts`)
  if (rows.length === 0 && accounts.length === 0)
    say('There is no account yet. Fill in .env, or add one: npm run accounts -- add zalo < FILE')
}

export const add: Work = async (at, subject, options) => {
  const { settings, say } = at
  const kind = ACCOUNT_KINDS.find(one => one === subject)
  if (!kind) throw new Refusal(`There is no kind ${subject}; say one of ${ACCOUNT_KINDS.join(', ')}.`)
  if (!settings.publicUrl)
    throw new Refusal('PUBLIC_URL is missing: platforms need it to reach this server. Set it in .env first.')
  const entry = readEntry(kind, await linesOf(at))
  if ('wrong' in entry)
    throw new Refusal(
      `${entry.wrong.join('\n')}\nGive the lines ${neededNames(kind).join(', ')} on standard input.`,
    )
  if (accountsInEnvironment(settings).some(one => idOf(one) === idOf(entry)))
    throw new Refusal(`The environment names ${idOf(entry)} already: change it there.`)
  const given = { profile: checked(profileIn(options)), ...operatorIn(settings) }
  await refuseSharedSecret(at, entry)
  const { id, wasThere } = await addAccount(at, entry, given)
  say(`${id} is ${wasThere ? 'changed' : 'added'}, its secrets are sealed. ${WITHIN_SECONDS}`)
  say(`Its webhook: ${settings.publicUrl}/webhooks/${kind}`)
  if (entry.kind === 'zalo' && entry.settings.refreshToken === null)
    say(`It has no token yet: npm run accounts -- consent ${id}`)
}

export const profile: Work = async (at, subject, options) => {
  const account = await accountNamed(at, subject)
  const change = profileIn(options)
  checked(change)
  const now = await changeProfile(at, account, change)
  at.say(`${account.id} says of its operator: ${JSON.stringify(now)}`)
  at.say(
    'What is not named there holds as in content/operator.yaml. A server that runs takes it up within seconds.',
  )
}

export const pause: Work = async (at, subject, { reason = 'no reason was given' }) => {
  const { id } = await accountNamed(at, subject)
  await at.store.pauseAccount(id, { by: 'operator', reason, at: at.now })
  at.say(
    `${id} is paused: within seconds nothing is sent any more. What comes in is taken and answered, and the`,
  )
  at.say(`answers wait, no longer than they are of use. npm run accounts -- resume ${id}`)
}

export const resume: Work = async (at, subject) => {
  const account = await accountNamed(at, subject)
  const { id, paused } = account
  if (paused?.by === 'token')
    throw new Refusal(`${id} is paused for want of a token: npm run accounts -- consent ${id}`)
  if (!(await at.store.resumeAccount(id, 'operator'))) return at.say(`${id} was not paused.`)
  at.say(`${id} is no longer paused: what waited leaves within seconds, in order.`)
}

export const remove: Work = async (at, subject) => {
  const account = await accountNamed(at, subject)
  if (accountsInEnvironment(at.settings).some(one => idOf(one) === account.id))
    throw new Refusal(`${account.id} is named by the environment: empty its settings in .env instead.`)
  await removeAccount(at, account)
  at.say(`${account.id} is removed, its secrets are gone; figures and conversations stay.`)
  at.say('A server that runs serves it no more within seconds. Take the webhook away at the platform, too.')
}

export const token: Work = async (at, subject) => {
  const { id } = await zaloNamed(at, subject)
  const refreshToken = (await at.input()).trim()
  if (!/^[\x21-\x7e]{10,2000}$/.test(refreshToken))
    throw new Refusal(
      `Give the refresh token alone on standard input: npm run accounts -- token ${id} < FILE`,
    )
  if (!(await replaceToken(at, id, refreshToken)))
    throw new Refusal('The server changed the token in the same moment. Look at "list", and try again.')
  at.say(`${id} has the new refresh token, sealed. A server that runs redeems it within a minute.`)
}

export const consent: Work = async (at, subject) => {
  const { key, now, say, settings } = at
  const account = await zaloNamed(at, subject)
  const { publicUrl } = settings
  if (!publicUrl)
    throw new Refusal('PUBLIC_URL is missing: Zalo has to lead the browser back to this server.')
  say(`1. Once for the app ${account.settings.appId}, at developers.zalo.me, page "Official Account":`)
  say(`     callback        ${publicUrl}${CALLBACK_PATH}`)
  say(`     code challenge  ${challengeFor(account.settings.appId, key)}`)
  say('   Leave both alone where they stand there already: a change ends what was granted before.')
  say(
    `2. While the server runs, let an administrator of the account open this within ${LINK_MINUTES} minutes:`,
  )
  say(`     ${consentLink(account.settings, { publicUrl, key }, now)}`)
  say('3. The page that follows says whether it went well. What waited is then sent by itself, in order.')
}

const WITHIN_SECONDS =
  'A server that runs takes it up within seconds; the very first account is opened at the next start.'

/** An update of Zalo Bot names no bot: the secret token alone tells whose it is. */
async function refuseSharedSecret(at: At, entry: AccountSettings): Promise<void> {
  if (entry.kind !== 'zalo-bot') return
  const { accounts } = await readRegister(at.store, at.key, accountsInEnvironment(at.settings))
  const other = accounts.find(
    one =>
      one.kind === 'zalo-bot' &&
      one.id !== idOf(entry) &&
      one.settings.secretToken === entry.settings.secretToken,
  )
  if (other) throw new Refusal(`ZALO_BOT_SECRET_TOKEN is that of ${other.id}: each bot needs one of its own.`)
}

async function linesOf({ input, environment }: Hands) {
  const piped = await input()
  return piped.trim() === '' ? environment : parseEnv(piped)
}

async function accountNamed({ store }: Desk, id: string): Promise<ChannelAccount> {
  const all = (await store.accounts()).filter(row => row.removedAt === null)
  const rows = all.filter(row => row.origin !== 'built-in')
  const found = rows.find(row => row.id === id)
  if (found) return found
  if (all.some(row => row.id === id))
    throw new Refusal(
      `${id} is the server's own: it is on while the server runs, and says of its operator what content/operator.yaml says.`,
    )
  throw new Refusal(
    `There is no account ${id}; there are: ${rows.map(row => row.id).join(', ') || 'none yet'}.`,
  )
}

/** An account whose settings can be read: of the environment, or of a row. */
async function zaloNamed(at: At, id: string) {
  const { accounts, broken } = await readRegister(at.store, at.key, accountsInEnvironment(at.settings))
  const found = accounts.find(one => one.id === id)
  if (found?.kind === 'zalo') return found
  const sentence = broken.find(one => one.id === id)?.sentence
  const there = accounts.flatMap(one => (one.kind === 'zalo' ? [one.id] : []))
  throw new Refusal(
    sentence ?? `There is no Zalo account ${id}; there are: ${there.join(', ') || 'none yet'}.`,
  )
}

/** For a row that the server has not named yet. */
function operatorIn({ contentDir }: Settings): { unit: string; agency: string } {
  const file = join(contentDir, 'operator.yaml')
  const operator = Operator.safeParse(parse(readFileSync(file, 'utf8')))
  if (operator.success) return operator.data
  throw new Refusal(`${file} has a fault: npm run content:lint names it.`)
}

function timeOf(at: number): string {
  return new Date(at).toISOString().replace('T', ' ').slice(0, 16)
}
