import { z } from 'zod'
import { type PageProfile, profileBody } from './profile.ts'

/** The parts of a profile that this program sets. */
export const PROFILE_FIELDS = ['get_started', 'greeting', 'ice_breakers', 'persistent_menu'] as const

/**
 * What in the profile as Meta has it (`GET /me/messenger_profile`) is not as it should be, one sentence each; empty where
 * nothing is. `wanted` is what `profileBody` was made of.
 */
export function differencesOf(wanted: PageProfile, json: unknown): string[] {
  const found = readProfile(json)
  const should = readProfile({ data: [profileBody(wanted)] })
  return [
    ...difference('Get Started', found.getStarted, should.getStarted),
    ...difference('the greeting', found.greeting, should.greeting),
    ...difference('the ice breakers', found.iceBreakers, should.iceBreakers),
    ...difference('the menu', found.menu, should.menu),
    ...(found.silent ? ['the menu keeps people from writing'] : []),
    ...(found.commands > 0
      ? [
          `${found.commands} commands are set, which stand in front of the menu; remove them in Meta Business Suite`,
        ]
      : []),
  ]
}

/** Fields of `subscribed_apps` that the channel needs; the hand-over's is spelled in two ways by Meta's own pages. */
export const FIELDS = [
  'messages',
  'messaging_postbacks',
  'messaging_referrals',
  'message_echoes',
  'messaging_handovers',
  'standby',
] as const

export const OTHER_SPELLING: ReadonlyMap<string, string> = new Map([
  ['messaging_handovers', 'messaging_handover'],
])

/** Which of the fields this app does not get, by `GET /{page-id}/subscribed_apps`. */
export function missingFields(json: unknown, appId: string): string[] {
  const apps = Subscribed.safeParse(json).data?.data ?? []
  const got = apps.find(({ id }) => id === appId)?.subscribed_fields ?? []
  return FIELDS.filter(field => !got.includes(field) && !got.includes(OTHER_SPELLING.get(field) ?? field))
}

/** Names of other apps that get messages of the Page: they may answer beside the bot. */
export function otherApps(json: unknown, appId: string): string[] {
  const apps = Subscribed.safeParse(json).data?.data ?? []
  return apps
    .filter(({ id, subscribed_fields: fields }) => id !== appId && fields.includes('messages'))
    .map(({ id, name }) => name ?? id)
}

/** `shown` is what a person sees of it, `leads` what it does. */
type Part = { shown: string; leads: string }

function difference(what: string, found: readonly Part[], wanted: readonly Part[]): string[] {
  const shown = (parts: readonly Part[]) => parts.map(part => part.shown).join(' | ')
  if (JSON.stringify(found) === JSON.stringify(wanted)) return []
  if (found.length === 0) return [`${what}: not set`]
  if (shown(found) === shown(wanted)) return [`${what}: the same words, but they lead elsewhere`]
  return [`${what}: "${shown(found)}" and not "${shown(wanted)}"`]
}

/** What can be compared: Meta adds fields of its own, and writes ice breakers in an older and a newer form. */
function readProfile(json: unknown) {
  const found = Profile.safeParse(json).data?.data[0]
  const breakers = found?.ice_breakers.flat() ?? []
  // A menu in the person's own language stands in front of that for all.
  const menus = found?.persistent_menu ?? []
  return {
    getStarted: found?.get_started ? [{ shown: 'the button', leads: found.get_started.payload }] : [],
    greeting: found?.greeting.map(({ text }) => ({ shown: text, leads: '' })) ?? [],
    iceBreakers: breakers.map(({ question, payload }) => ({ shown: question, leads: payload })),
    menu: menus
      .flatMap(menu => menu.call_to_actions)
      .map(one => ({ shown: one.title, leads: one.payload ?? one.url ?? '' })),
    silent: menus.some(menu => menu.composer_input_disabled),
    commands: found?.commands.flatMap(({ commands }) => commands).length ?? 0,
  }
}

const Question = z.looseObject({ question: z.string(), payload: z.string() })
const Breakers = z.union([
  Question.transform(one => [one]),
  z.looseObject({ call_to_actions: z.array(Question) }).transform(one => one.call_to_actions),
])
const list = <Item extends z.ZodType>(item: Item) => z.array(item).default([]).catch([])
const Profile = z.looseObject({
  data: z.array(
    z.looseObject({
      get_started: z.looseObject({ payload: z.string() }).optional(),
      greeting: list(z.looseObject({ text: z.string() })),
      ice_breakers: list(Breakers),
      persistent_menu: list(
        z.looseObject({
          composer_input_disabled: z.boolean().default(false),
          call_to_actions: list(
            z.looseObject({
              title: z.string(),
              payload: z.string().optional(),
              url: z.string().optional(),
            }),
          ),
        }),
      ),
      commands: list(z.looseObject({ commands: list(z.unknown()) })),
    }),
  ),
})
const Subscribed = z.looseObject({
  data: z.array(
    z.looseObject({
      id: z.union([z.string(), z.int()]).transform(String),
      name: z.string().optional(),
      subscribed_fields: z.array(z.string()).catch([]),
    }),
  ),
})
