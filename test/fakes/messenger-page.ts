import { z } from 'zod'
import { refusal } from './messenger-messages.ts'
import type { Answer } from './platform.ts'

/** The profile and the subscriptions of a Page: what Meta takes, what it refuses, and how it reads them back. */
export class MessengerPage {
  /** As it stands at Meta; a test may put there what somebody else has set. */
  profile: { [field: string]: unknown } = {}
  subscribed: { id: string; name: string; subscribed_fields: string[] }[] = []
  /** What Meta says of the Page's token; times are Unix times, 0 for never. */
  token = { is_valid: true, scopes: ['pages_messaging'], expires_at: 0, data_access_expires_at: 0 }
  /** Which names of fields Meta knows; its pages spell one of them in two ways. */
  knownFields = new Set([
    'messages',
    'messaging_postbacks',
    'messaging_referrals',
    'message_echoes',
    'messaging_handovers',
    'standby',
  ])
  readonly #settings: { appId: string; pageId: string }

  constructor(settings: { appId: string; pageId: string }) {
    this.#settings = settings
  }

  answer(called: string, query: URLSearchParams, body: string): Answer {
    const { pageId } = this.#settings
    switch (called) {
      case 'GET me':
        return { status: 200, body: { id: pageId } }
      case 'GET debug_token':
        return { status: 200, body: { data: this.token } }
      case 'POST me/messenger_profile':
        return this.#setProfile(JSON.parse(body))
      case 'GET me/messenger_profile': {
        const asked = (query.get('fields') ?? '').split(',')
        const found = Object.entries(this.profile).filter(([field]) => asked.includes(field))
        return { status: 200, body: { data: found.length > 0 ? [Object.fromEntries(found)] : [] } }
      }
      case `POST ${pageId}/subscribed_apps`:
        return this.#subscribe(JSON.parse(body))
      case `GET ${pageId}/subscribed_apps`:
        return { status: 200, body: { data: this.subscribed } }
      default:
        return refusal(100, 33, 'Unsupported request. Object does not exist')
    }
  }

  #setProfile(json: unknown): Answer {
    const asked = Profile.safeParse(json)
    if (!asked.success) return refusal(100, null, `(#100) ${z.prettifyError(asked.error)}`)
    const profile = { ...this.profile, ...asked.data }
    if (profile.persistent_menu && !profile.get_started)
      return refusal(100, 2018145, '(#100) You must set a Get Started button if you also wish to use menu')
    this.profile = structuredClone(profile)
    return { status: 200, body: { result: 'success' } }
  }

  #subscribe(json: unknown): Answer {
    const fields = z.object({ subscribed_fields: z.string() }).parse(json).subscribed_fields.split(',')
    const unknown = fields.find(field => !this.knownFields.has(field))
    if (unknown) return refusal(100, null, `(#100) Param subscribed_fields must be one of … ${unknown}`)
    const { appId } = this.#settings
    this.subscribed = [
      ...this.subscribed.filter(({ id }) => id !== appId),
      { id: appId, name: 'Dẫn Lối', subscribed_fields: fields },
    ]
    return { status: 200, body: { success: true } }
  }
}

const locale = z.string().min(1)
const payload = z.string().min(1).max(1_000)
const Profile = z.strictObject({
  get_started: z.strictObject({ payload }).optional(),
  greeting: z.array(z.strictObject({ locale, text: z.string().min(1).max(160) })).optional(),
  ice_breakers: z
    .array(
      z.strictObject({
        locale,
        call_to_actions: z
          .array(z.strictObject({ question: z.string().min(1).max(80), payload }))
          .min(1)
          .max(4),
      }),
    )
    .optional(),
  persistent_menu: z
    .array(
      z.strictObject({
        locale,
        composer_input_disabled: z.boolean(),
        call_to_actions: z
          .array(
            z.union([
              z.strictObject({ type: z.literal('postback'), title: z.string().min(1).max(30), payload }),
              z.strictObject({
                type: z.literal('web_url'),
                title: z.string().min(1).max(30),
                url: z.url({ protocol: /^https$/ }),
              }),
            ]),
          )
          .min(1)
          .max(20),
      }),
    )
    .optional(),
})
