import axios, { type AxiosResponse, isAxiosError } from 'axios'
import { jsonOrNothing } from './json.ts'

/** What became of one HTTP call. `json` is undefined where the body was none; `headers` have small names. */
export type HttpAnswer =
  | {
      kind: 'answered'
      status: number
      json: unknown
      retryAfterMs: number | null
      headers: { readonly [name: string]: unknown }
    }
  | { kind: 'failed'; reason: string }

/**
 * Posts to a platform and reads the body whatever the status, since platforms report their errors in it. Never
 * throws, follows no redirect, uses no proxy. Reasons name the fault and never a token.
 */
export async function post(call: {
  url: string
  body: object | URLSearchParams
  headers: Record<string, string>
  timeoutMs: number
}): Promise<HttpAnswer> {
  // `timeout` alone does not end a call whose answer trickles in.
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), call.timeoutMs + 1_000)
  try {
    const response: AxiosResponse<unknown> = await axios.post(call.url, call.body, {
      headers: call.headers,
      timeout: call.timeoutMs,
      signal: late.signal,
      proxy: false,
      maxRedirects: 0,
      maxContentLength: MAX_ANSWER_BYTES,
      responseType: 'text',
      transformResponse: (text: unknown) => text,
      validateStatus: () => true,
    })
    return {
      kind: 'answered',
      status: response.status,
      json: jsonOrNothing(response.data),
      retryAfterMs: retryAfter(response.headers['retry-after']),
      headers: response.headers,
    }
  } catch (error) {
    return { kind: 'failed', reason: isAxiosError(error) ? (error.code ?? 'no answer') : String(error) }
  } finally {
    clearTimeout(timer)
  }
}

/** Platforms' answers have some hundred bytes. */
const MAX_ANSWER_BYTES = 1024 * 1024

function retryAfter(header: unknown): number | null {
  const seconds = typeof header === 'string' ? Number(header) : Number.NaN
  return seconds >= 0 && seconds <= 3600 ? seconds * 1000 : null
}
