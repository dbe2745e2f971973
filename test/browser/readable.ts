import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { z } from 'zod'

/** The smallest phone, the usual one, and a computer. */
export const SCREENS = [
  { width: 320, height: 568 },
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
]

/** Fails where something is cut off, too small to read or to hit, or too pale. */
export async function expectReadable(page: Page): Promise<void> {
  const sizes = Sizes.parse(await page.evaluate(MEASURE))
  expect(sizes.sideways).toBe(0)
  expect(sizes.smallestText).toBeGreaterThanOrEqual(16)
  expect(sizes.bodyText).toBeGreaterThanOrEqual(18)
  expect(sizes.lowTargets).toEqual([])
  expect(sizes.weakText).toEqual([])
}

const Sizes = z.strictObject({
  sideways: z.number(),
  smallestText: z.number(),
  bodyText: z.number(),
  lowTargets: z.array(z.string()),
  weakText: z.array(z.string()),
})

/** Runs in the page: what is too small, too wide or too pale, by the rules of WCAG 2.2 AA. */
const MEASURE = `(() => {
  const seen = element => {
    const box = element.getBoundingClientRect()
    return box.width > 1 && box.height > 1 && !element.closest('.unseen, .skip')
  }
  const parse = color => color.match(/[\\d.]+/g).map(Number)
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor)
      if (color.length === 3 || color[3] > 0.99) return color
    }
    return [255, 255, 255]
  }
  const contrast = element => {
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))]
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
  }
  const withText = [...document.querySelectorAll('body *')].filter(element =>
    seen(element) && [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim() !== ''))
  const size = element => parseFloat(getComputedStyle(element).fontSize)
  const targets = [...document.querySelectorAll('button, textarea, .links a, .menu a, .ways a, .nav a, summary')].filter(seen)
  return {
    sideways: Math.max(...[...document.querySelectorAll('html, body, #scroller')].map(e => e.scrollWidth - e.clientWidth)),
    smallestText: Math.min(...withText.map(size)),
    bodyText: Math.min(...[...document.querySelectorAll('.text, .choice, textarea, main.page p, main.page li')].map(size)),
    lowTargets: targets.filter(e => e.getBoundingClientRect().height < 48).map(e => e.outerHTML.slice(0, 80)),
    weakText: withText.filter(e => contrast(e) < 4.5).map(e => e.outerHTML.slice(0, 80) + contrast(e)),
  }
})()`
