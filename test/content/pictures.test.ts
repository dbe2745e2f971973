import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { contentKnowledge } from '../content-knowledge.ts'

const FOLDER = 'content/pictures'
const names = readdirSync(FOLDER)
const drawn = names.filter(name => name.endsWith('.png'))

it('has a drawing for each picture and a picture for each drawing', () => {
  const drawings = names.filter(name => name.endsWith('.svg')).map(name => name.replace(/svg$/, 'png'))
  expect(drawn).toEqual(drawings)
  expect(drawn.length).toBeGreaterThanOrEqual(8)
})

it.each(drawn)('%s is light, four by three, and large enough to be read on a phone', name => {
  const png = readFileSync(join(FOLDER, name))
  // A PNG begins with its signature and the IHDR chunk: width and height stand at bytes 16 and 20.
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect(png.readUInt32BE(16)).toBe(800)
  expect(png.readUInt32BE(20)).toBe(600)
  expect(png.length).toBeLessThan(100_000)
})

it('shows every picture at a step, with words for who cannot see it', () => {
  const shown = [...contentKnowledge().guides.values()].flatMap(guide =>
    guide.steps.flatMap(step => ('picture' in step && step.picture ? [step.picture] : [])),
  )
  expect(drawn.filter(name => !shown.some(({ file }) => file === name))).toEqual([])
  for (const { alt } of shown) expect(alt.length).toBeGreaterThan(30)
})
