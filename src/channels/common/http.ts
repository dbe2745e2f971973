import { ClientRequest } from 'node:http'
import axios, { type AxiosResponse, isAxiosError } from 'axios'
import { jsonOrNothing } from './json.ts'

/** One HTTP call to a platform. `body` is written already; the headers say what it is. */
export type HttpCall = {
  /** POST where it is missing. */
  method?: 'GET' | 'POST'
  url: string
  body: string
  headers: Record<string, string>
  timeoutMs: number
}

/** What became of one HTTP call. `json` is undefined where the body was none; `headers` have small names. */
export type HttpAnswer =
  | {
      kind: 'answered'
      status: number
      json: unknown
      retryAfterMs: number | null
      headers: { readonly [name: string]: unknown }
    }
  /** `left`: all of the request had left here, so the platform may have it. */
  | { kind: 'failed'; reason: string; left: boolean }

/**
 * For a call that sends a message: a platform that is slow takes half a minute and delivers all the same, and whoever
 * hung up before would not know that it did.
 */
export const SEND_TIMEOUT_MS = 35_000

export type Post = (call: HttpCall) => Promise<HttpAnswer>

/**
 * Calls a platform and reads the body whatever the status, since platforms report their errors in it. Never throws,
 * follows no redirect, uses no proxy. Reasons name the fault and never a token.
 */
export async function post(call: HttpCall): Promise<HttpAnswer> {
  // `timeout` alone does not end a call whose answer trickles in.
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), call.timeoutMs + 1_000)
  try {
    const response: AxiosResponse<unknown> = await platform.request({
      method: call.method ?? 'POST',
      url: call.url,
      data: call.body,
      headers: call.headers,
      timeout: call.timeoutMs,
      signal: late.signal,
    })
    return {
      kind: 'answered',
      status: response.status,
      json: jsonOrNothing(response.data),
      retryAfterMs: retryAfter(response.headers['retry-after']),
      headers: { ...response.headers },
    }
  } catch (error) {
    const reason = isAxiosError(error) ? (error.code ?? 'no answer') : String(error)
    return { kind: 'failed', reason, left: hasLeft(error) }
  } finally {
    clearTimeout(timer)
  }
}

/** Nothing is asked of what is no call: then it may have left. */
function hasLeft(error: unknown): boolean {
  if (!isAxiosError(error)) return true
  const request: unknown = error.request
  // Finished once the last byte is with the operating system, which takes none before there is a connection.
  return request instanceof ClientRequest && request.writableFinished
}

/** Platforms' answers have some hundred bytes. */
const MAX_ANSWER_BYTES = 1024 * 1024

const platform = axios.create({
  adapter: 'http',
  proxy: false,
  maxRedirects: 0,
  maxContentLength: MAX_ANSWER_BYTES,
  responseType: 'text',
  // Bodies are written and read here: axios would parse each to see whether it is JSON.
  transformRequest: (written: unknown) => written,
  transformResponse: (text: unknown) => text,
  validateStatus: () => true,
})

function retryAfter(header: unknown): number | null {
  const seconds = typeof header === 'string' ? Number(header) : Number.NaN
  return seconds >= 0 && seconds <= 3600 ? seconds * 1000 : null
}
