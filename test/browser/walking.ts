import type { Locator, Page } from 'playwright-core'

/** No guide is this long; a walk that goes in circles should fail and not hang. */
const MOST_STEPS = 90
const MOST_TABS = 40

/** Takes one choice, in the way of the person who walks. */
export type Chooses = (page: Page, name: string) => Promise<void>

/**
 * Walks the guide on the page to its end, taking at each step what leads on; `onStep` is called after each.
 * Resolves with what the progress bars said.
 */
export async function walkToEnd(
  page: Page,
  chooses: Chooses,
  onStep: (count: number) => Promise<void> = async () => {},
): Promise<string[]> {
  const steps: string[] = []
  while (steps.length < MOST_STEPS) {
    const bar = lastMessage(page).getByRole('progressbar')
    if ((await bar.count()) === 0) return steps
    steps.push((await bar.getAttribute('aria-valuetext')) ?? '')
    const names = await choices(page).allInnerTexts()
    const before = await messages(page).count()
    await chooses(page, leadingOn(names))
    // The person's own words, and the answer.
    await messages(page)
      .nth(before + 1)
      .waitFor()
    await onStep(steps.length)
  }
  throw new Error(`No end after ${MOST_STEPS} steps: ${steps.slice(-3).join(' | ')}`)
}

/** As somebody does who has no mouse: forward with Tab until the choice is reached, then Enter. */
export const byKeyboard: Chooses = async (page, name) => {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if ((await page.evaluate(FOCUSED)) === name) return page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
  }
  throw new Error(`“${name}” is not reached with ${MOST_TABS} Tabs.`)
}

/** As a screen reader does: by the role and the name that it reads out. */
export const byRole: Chooses = async (page, name) => {
  const group = page.getByRole('group', { name: 'Các lựa chọn', exact: true })
  await group.getByRole('button', { name, exact: true }).click()
}

/** The choice in focus, if it is one of those that are meant. */
const FOCUSED = `(({ activeElement: at }) => at.closest('.choices:not(.quiet)') ? at.innerText.trim().replace(/\\s+/g, ' ') : '')(document)`

/** A checklist is left by saying that all is there; elsewhere the first choice leads on. */
function leadingOn(names: readonly string[]): string {
  const clean = names.map(name => name.trim().replace(/\s+/g, ' '))
  return clean.find(name => /Đủ cả rồi|Bỏ qua/.test(name)) ?? clean[0] ?? ''
}

function messages(page: Page): Locator {
  return page
    .getByRole('log')
    .getByRole('listitem')
    .filter({ hasText: /^(Trợ lý|Mình|Cán bộ): / })
}

function lastMessage(page: Page): Locator {
  return messages(page).last()
}

function choices(page: Page): Locator {
  return page.getByRole('group', { name: 'Các lựa chọn', exact: true }).getByRole('button')
}
