import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const folder = mkdtempSync(join(tmpdir(), 'dan-loi-shots-'))

/** Takes a picture for people to look at; it is never committed. */
export async function shoot(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.png`)
  await page.screenshot({ path })
  if (process.env.SHOTS) console.info(path)
}
