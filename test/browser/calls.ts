import { z } from 'zod'

type Headers = { [name: string]: string }

/** Calls to a web chat as a browser makes them. `url()` is asked each time: a test may serve another one. */
export function callsTo(url: () => string) {
  const get = (path: string, headers: Headers = {}) => fetch(url() + path, { headers })

  const post = (body: unknown, headers: Headers = {}, query = '') =>
    fetch(`${url()}/chat/messages${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })

  return { get, post, open: (path: string, headers: Headers) => openStream(url() + path, headers) }
}

/** The cookie that an answer sets, as a browser sends it back; the first one where no name is given. */
export function cookieOf(answer: Response, name?: string): string {
  const all = answer.headers.getSetCookie().map(cookie => cookie.split(';')[0] ?? '')
  return all.find(cookie => name === undefined || cookie.startsWith(`${name}=`)) ?? ''
}

const Transcript = z.strictObject({
  messages: z.array(z.looseObject({ seq: z.int(), text: z.string() })),
  reset: z.literal(true).optional(),
})
export async function transcriptOf(answer: Response) {
  return Transcript.parse(await answer.json())
}

const Refused = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) })
export async function errorOf(answer: Response) {
  return Refused.parse(await answer.json()).error
}

/** An event stream as a browser reads it. */
async function openStream(address: string, headers: Headers) {
  const stop = new AbortController()
  const answer = await fetch(address, { headers, signal: stop.signal })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let unread = ''
  async function more(): Promise<boolean> {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    unread += value ?? ''
    return !done
  }
  return {
    type: answer.headers.get('content-type'),
    /** The next messages as number and text. */
    async read(count: number): Promise<[id: number, text: string][]> {
      const found: [number, string][] = []
      while (found.length < count) {
        const match = unread.match(/id: (\d+)\ndata: (.+)\n\n/)
        if (match) {
          unread = unread.slice((match.index ?? 0) + match[0].length)
          found.push([Number(match[1]), JSON.parse(match[2] ?? '').text])
        } else if (!(await more())) break
      }
      return found
    },
    async until(words: string): Promise<void> {
      while (!unread.includes(words)) if (!(await more())) throw new Error(`ended before ${words}`)
    },
    async toEnd(): Promise<string> {
      while (await more());
      return unread
    },
    async hangUp(): Promise<void> {
      stop.abort()
      await reader?.cancel().catch(() => {})
    },
  }
}
