import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** A picture that travels over a phone's network to somebody who pays for it. */
const MOST_BYTES = 100_000

/**
 * `node src/commands/pictures.ts [FOLDER]`: draws each SVG of content/pictures anew as a PNG beside it, as the
 * platforms show no SVG. Needs Chromium (`CHROMIUM_PATH`, /usr/bin/chromium where that is not set). Exit code 1 where
 * a picture came out too heavy.
 */
function main(folder: string): void {
  for (const file of readdirSync(folder).filter(name => name.endsWith('.svg'))) {
    const png = join(folder, file.replace(/svg$/, 'png'))
    draw(resolve(folder, file), png)
    const bytes = readFileSync(png).length
    console.log(`${png}  ${Math.ceil(bytes / 1000)} KB`)
    if (bytes > MOST_BYTES) process.exitCode = 1
  }
}

/** Written beside and renamed, so that nobody is ever served half a picture. */
function draw(svg: string, png: string): void {
  const { width, height } = sizeOf(readFileSync(svg, 'utf8'), svg)
  const half = `${png}.part.png`
  execFileSync(
    process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      '--force-device-scale-factor=1',
      `--window-size=${width},${height}`,
      `--screenshot=${half}`,
      `file://${svg}`,
    ],
    { stdio: 'ignore', timeout: 60_000 },
  )
  renameSync(half, png)
}

function sizeOf(svg: string, file: string): { width: string; height: string } {
  const [, width, height] = /<svg[^>]* width="(\d+)" height="(\d+)"/.exec(svg) ?? []
  if (!width || !height) throw new Error(`${file} does not say its width and height in whole pixels`)
  return { width, height }
}

main(process.argv[2] ?? 'content/pictures')
