import { z } from 'zod'
import type { Account } from '../accounts/account.ts'
import type { Post } from '../channels/common/http.ts'
import { graphOf } from '../channels/messenger/graph.ts'
import { missingFields, otherApps } from '../channels/messenger/profile-check.ts'
import { type Check, checker } from './check.ts'

const SOON_MS = 14 * 24 * 60 * 60 * 1000

/** A Page: what Meta says of its token, and which events it posts here. */
export async function messenger(
  account: Extract<Account, { kind: 'messenger' }>,
  post: Post,
  now: number,
): Promise<Check[]> {
  const { id, settings } = account
  const { ok, fail } = checker(id)
  const { pageId, appId, appSecret } = settings
  const graph = graphOf({ ...settings, post })
  const me = await graph.get('me', { fields: 'id' })
  if (me.kind === 'refused') return [fail(`${me.sentence}.`)]
  const page = Me.safeParse(me.json).data?.id
  if (page !== pageId)
    return [fail(`Its token belongs to another Page than ${pageId}. Check the token and the Page's id.`)]
  // The app asks about the token, in its own name.
  const app = graphOf({ ...settings, pageToken: `${appId}|${appSecret}`, post })
  const debugged = await app.get('debug_token', { input_token: settings.pageToken })
  const faults = debugged.kind === 'ok' ? tokenFaults(id, debugged.json, now) : []
  const token = faults.length > 0 ? faults : [ok('Meta takes its token.')]
  return [...token, ...(await events(account, graph))]
}

function tokenFaults(id: string, json: unknown, now: number): Check[] {
  const { warn, fail } = checker(id)
  const token = Debugged.safeParse(json).data?.data
  if (!token) return []
  const ends = [token.expires_at, token.data_access_expires_at].filter(at => at > 0).map(at => at * 1000)
  const end = Math.min(...ends)
  return [
    ...(token.scopes.length > 0 && !token.scopes.includes('pages_messaging')
      ? [
          fail(
            'Its token lacks the permission pages_messaging. Grant it at developers.facebook.com and make a new token.',
          ),
        ]
      : []),
    ...(end - now < SOON_MS
      ? [
          warn(
            `Its token or the access to data ends on ${new Date(end).toISOString().slice(0, 10)}. Make a new long-lived Page token before.`,
          ),
        ]
      : []),
  ]
}

async function events(
  { id, settings }: Extract<Account, { kind: 'messenger' }>,
  graph: ReturnType<typeof graphOf>,
): Promise<Check[]> {
  const { ok, warn, fail } = checker(id)
  const answer = await graph.get(`${settings.pageId}/subscribed_apps`)
  if (answer.kind === 'refused')
    return [warn(`Which events it posts could not be asked: ${answer.sentence}.`)]
  const missing = missingFields(answer.json, settings.appId)
  const others = otherApps(answer.json, settings.appId)
  return [
    missing.length === 0
      ? ok('Meta posts all events that are needed.')
      : fail(`Meta does not post ${missing.join(', ')}. Run "npm run messenger -- subscribe".`),
    ...(others.length === 0
      ? []
      : [
          warn(
            `${others.join(', ')} gets its messages too: if it answers people, they get two answers. See Meta Business Suite.`,
          ),
        ]),
  ]
}

const Me = z.looseObject({ id: z.union([z.string(), z.int()]).transform(String) })
const At = z.number().default(0).catch(0)
const Debugged = z.looseObject({
  data: z.looseObject({
    scopes: z.array(z.string()).default([]),
    expires_at: At,
    data_access_expires_at: At,
  }),
})
