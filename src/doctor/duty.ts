import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type Duty, Operator } from '../catalogue/schema/operator.ts'
import type { Settings } from '../config.ts'
import { chatsOf } from '../handoff/enrolment.ts'
import type { StoreToRead } from '../store/looking.ts'
import { type Check, checker } from './check.ts'

type Place = Pick<Settings, 'contentDir' | 'telling'>

/** Whether those who answer citizens in the chat would hear of one who waits. `store` is null where there is none yet. */
export async function duty({ contentDir, telling }: Place, store: StoreToRead | null): Promise<Check[]> {
  const operator = Operator.safeParse(parse(readFileSync(join(contentDir, 'operator.yaml'), 'utf8')))
  // What is wrong with it the check of the content says.
  if (!operator.success) return []
  const all = operator.data.duty
  if (all.length === 0)
    return [
      checker('duty').ok(
        'Nobody answers in the chat: who asks for staff gets the number of the desk. operator.yaml shows how people on duty are named.',
      ),
    ]
  return Promise.all(
    all.map(async one => checkOf(one, telling, store ? (await chatsOf(store, [one.id])).length : 0)),
  )
}

function checkOf({ id, mail }: Duty, { smtpUrl, handoffUrl }: Settings['telling'], chats: number): Check {
  const { ok, warn, fail } = checker(`duty ${id}`)
  const others = [
    ...(handoffUrl === null ? [] : ['at HANDOFF_WEBHOOK_URL']),
    ...(chats === 0 ? [] : [`in ${chats} ${chats === 1 ? 'chat' : 'chats'}`]),
  ]
  if (mail.length > 0 && smtpUrl === null) {
    const what = 'mail is named in operator.yaml and SMTP_URL is not set, so no mail leaves. Set it in .env.'
    return others.length === 0
      ? fail(`Nobody is told: ${what}`)
      : warn(`Told ${others.join(', ')}; but ${what}`)
  }
  const means = [...(mail.length > 0 ? ['by mail'] : []), ...others]
  if (means.length > 0) return ok(`Told ${means.join(', ')} when somebody asks for staff.`)
  return warn(
    `Nobody is told when somebody asks for staff: they have to look at "npm run handoffs -- list". Name mail in operator.yaml, set HANDOFF_WEBHOOK_URL, or run "npm run handoffs -- code ${id}".`,
  )
}
