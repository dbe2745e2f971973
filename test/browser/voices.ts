import type { Page } from 'playwright-core'

/** A device with voices of these languages; they come when a test calls `arrive()` in the page. */
export async function hasVoices(page: Page, ...languages: string[]): Promise<void> {
  await page.addInitScript(`${DEVICE}(${JSON.stringify(languages)})`)
}

/** Runs in the page before its scripts: a device that notes what it is to say. */
const DEVICE = `(languages => {
  window.spoken = []
  window.cancelled = 0
  let voices = []
  const device = {
    onvoiceschanged: null,
    getVoices: () => voices,
    speak: words => { spoken.push(words) },
    cancel: () => { cancelled += 1 },
  }
  window.SpeechSynthesisUtterance = function (text) { this.text = text }
  Object.defineProperty(window, 'speechSynthesis', { value: device })
  window.arrive = () => {
    voices = languages.map(lang => ({ lang, localService: true }))
    device.onvoiceschanged()
  }
})`
