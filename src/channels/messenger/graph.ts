import { z } from 'zod'
import { sentBy } from '../common/remedy.ts'
import { meaningOf } from './errors.ts'
import type { MessengerOptions } from './options.ts'
import { appSecretProof } from './signature.ts'

/** What the Graph API answered; `sentence` says why not and what to do, and never holds the token. */
export type GraphAnswer =
  | { kind: 'ok'; json: unknown }
  | { kind: 'refused'; code: number | null; sentence: string }

export type Graph = {
  get(path: string, query?: Query): Promise<GraphAnswer>
  /** Fields are JSON. */
  post(path: string, fields: object): Promise<GraphAnswer>
}
type Query = { [name: string]: string }

type Options = Pick<MessengerOptions, 'apiUrl' | 'pageToken' | 'appSecret' | 'post' | 'timeoutMs'>

const TIMEOUT_MS = 10_000

/** Calls the Graph API for one Page, for what is not a message. */
export function graphOf(options: Options): Graph {
  const { apiUrl, pageToken, appSecret } = options
  const proof = appSecretProof(pageToken, appSecret)
  async function call(
    method: 'GET' | 'POST',
    path: string,
    query: Query,
    fields: object | null,
  ): Promise<GraphAnswer> {
    const answer = await options.post({
      method,
      url: `${apiUrl}/${path}?${new URLSearchParams({ ...query, appsecret_proof: proof })}`,
      body: fields ? JSON.stringify(fields) : '',
      headers: { authorization: `Bearer ${pageToken}`, 'content-type': 'application/json' },
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    })
    if (answer.kind === 'failed')
      return { kind: 'refused', code: null, sentence: `Meta could not be reached (${answer.reason})` }
    const error = Refused.safeParse(answer.json).data?.error
    if (error) return { kind: 'refused', code: error.code, sentence: sentenceOf(error, pageToken) }
    if (answer.status < 300 && answer.json !== undefined) return { kind: 'ok', json: answer.json }
    const sentence = `HTTP ${answer.status} without an answer of Meta's; check MESSENGER_API_URL`
    return { kind: 'refused', code: null, sentence }
  }
  return {
    get: (path, query = {}) => call('GET', path, query, null),
    post: (path, fields) => call('POST', path, {}, fields),
  }
}

const Refused = z.looseObject({
  error: z.looseObject({
    code: z.int(),
    error_subcode: z.int().nullish().catch(null),
    message: z.string().catch(''),
  }),
})

function sentenceOf(error: z.infer<typeof Refused>['error'], pageToken: string): string {
  const { code, error_subcode: subcode = null, message } = error
  const told = `Meta refused with ${code}${subcode === null ? '' : `/${subcode}`} (${message.replaceAll(pageToken, '…')})`
  const sent = sentBy(meaningOf({ code, subcode, message }), told, null)
  return sent.kind === 'sent' ? told : sent.reason
}
