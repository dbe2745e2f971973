import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { readSettings } from '../config.ts'
import { startServer } from '../house/server.ts'
import { BESIDE_PACKAGES, modelKeptIn } from '../library/kept-model.ts'
import { keepModelsIn } from '../understanding/learned/kept.ts'

/**
 * `npm run chat`: talk to the bot in the terminal. It is a client of the web chat: of a server of its own on a
 * throw-away database, or, with `-- URL`, of one that runs already.
 */
async function main(): Promise<void> {
  keepModelsIn(modelKeptIn(BESIDE_PACKAGES))
  const given = process.argv[2]
  const home = given ? null : await ownServer()
  const chat = new ChatClient(given ?? home?.url ?? '')
  process.stdout.write('Gõ để trò chuyện, dòng trống để thôi.\n')
  await chat.printNew()
  // Only now: lines that come before somebody reads them are lost.
  const lines = createInterface({ input: process.stdin, terminal: process.stdin.isTTY })
  const poll = setInterval(() => void chat.printNew().catch(() => undefined), 300)
  try {
    for await (const line of lines) {
      if (line.trim() === '' && process.stdin.isTTY) break
      if (line.trim() === '') continue
      if (!process.stdin.isTTY) process.stdout.write(`\n> ${line}\n`)
      home?.typed()
      await chat.say(line)
      await chat.printNew()
    }
  } finally {
    clearInterval(poll)
    await chat.printNew()
    await home?.close()
  }
}

/** What a line takes to type: lines from a file come all at once, and are no flood for that. */
const TYPING_MS = 2_000

async function ownServer() {
  const dataDir = mkdtempSync(join(tmpdir(), 'dan-loi-chat-'))
  let typing = 0
  const server = await startServer(
    readSettings({ DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error' }),
    () => Date.now() + typing,
  )
  return {
    url: server.url,
    typed() {
      typing += process.stdin.isTTY ? 0 : TYPING_MS
    },
    async close() {
      await server.close()
      rmSync(dataDir, { recursive: true })
    },
  }
}

const Transcript = z.object({
  reset: z.boolean().default(false),
  messages: z.array(
    z.object({
      seq: z.number(),
      from: z.enum(['bot', 'person', 'staff']),
      text: z.string(),
      choices: z.array(z.object({ title: z.string() })),
      images: z.array(z.object({ alt: z.string() })),
      links: z.array(z.object({ title: z.string(), url: z.string() })),
      progress: z.object({ step: z.number(), atMost: z.number(), title: z.string() }).nullable(),
    }),
  ),
})
type Message = z.infer<typeof Transcript>['messages'][number]

class ChatClient {
  private readonly url: string
  private cookie = ''
  private seen = 0
  private reading: Promise<void> = Promise.resolve()

  constructor(url: string) {
    this.url = url
  }

  async say(text: string): Promise<void> {
    const response = await this.call('/chat/messages', { method: 'POST', body: JSON.stringify({ text }) })
    if (!response.ok) process.stdout.write(`! ${await response.text()}\n`)
  }

  /** Prints what came since the last time; one call after the other, so that nothing is printed twice. */
  printNew(): Promise<void> {
    const read = this.reading.then(() => this.read())
    this.reading = read.catch(() => undefined)
    return read
  }

  private async read(): Promise<void> {
    const response = await this.call(`/chat/messages?after=${this.seen}`)
    const { reset, messages } = Transcript.parse(await response.json())
    if (reset) {
      // The conversation was erased; what is there now counts from one again.
      this.seen = 0
      return this.read()
    }
    for (const message of messages) {
      this.seen = message.seq
      if (message.from !== 'person') process.stdout.write(`\n${print(message)}\n`)
    }
  }

  private async call(path: string, options: RequestInit = {}): Promise<Response> {
    const headers = { 'content-type': 'application/json', ...(this.cookie ? { cookie: this.cookie } : {}) }
    const response = await fetch(this.url + path, { ...options, headers })
    const set = response.headers.getSetCookie().map(cookie => cookie.split(';')[0])
    if (set.length > 0) this.cookie = set.join('; ')
    return response
  }
}

function print({ text, choices, images, links, progress }: Message): string {
  return [
    ...(progress ? [`[Bước ${progress.step}, còn nhiều nhất ${progress.atMost}: ${progress.title}]`] : []),
    ...images.map(({ alt }) => `(hình: ${alt})`),
    text,
    ...links.map(({ title, url }) => `→ ${title}: ${url}`),
    ...choices.map(({ title }, index) => `  ${index + 1}. ${title}`),
  ].join('\n')
}

await main()
