import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { birthRegistration } from './birth.ts'
import { launch, openPage } from './chromium.ts'
import { ScriptedDoor, type Served, serve } from './scripted.ts'

/**
 * A browser for the tests of a file, and for each of them a scripted bot and a fresh page that is not open yet.
 * To be called once, at the top of the file.
 */
export function scriptedChat(): ScriptedChat {
  const chat = new ScriptedChat()
  beforeAll(() => chat.launch())
  afterAll(() => chat.quit())
  beforeEach(() => chat.begin())
  afterEach(() => chat.end())
  return chat
}

class ScriptedChat {
  private browser: Browser | null = null
  private web: Served | null = null
  private shown: Page | null = null
  door = new ScriptedDoor()

  get page(): Page {
    return here(this.shown)
  }
  get url(): string {
    return here(this.web).url
  }
  get log(): Locator {
    return this.page.getByRole('log')
  }
  get box(): Locator {
    return this.page.getByRole('textbox', { name: 'Gõ điều cần hỏi' })
  }
  choice(name: string): Locator {
    return this.page.getByRole('button', { name })
  }

  /** Opens the chat and waits until it can be used. */
  async open(query = ''): Promise<void> {
    await this.page.goto(`${this.url}/chat${query}`)
    await this.choice('1. Đăng ký khai sinh').waitFor()
  }

  /** Who is on the page. */
  person(): string {
    return this.door.arrivals.at(-1)?.person ?? ''
  }

  async launch(): Promise<void> {
    this.browser = await launch()
  }
  async quit(): Promise<void> {
    await this.browser?.close()
  }
  async begin(): Promise<void> {
    this.door = new ScriptedDoor()
    this.door.answer = birthRegistration
    this.web = await serve(this.door)
    this.shown = await openPage(here(this.browser))
  }
  async end(): Promise<void> {
    await this.shown?.context().close()
    await this.web?.stop()
  }
}

function here<T>(thing: T | null): T {
  if (thing === null) throw new Error('This is there only while a test runs.')
  return thing
}
