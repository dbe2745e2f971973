import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseAst } from 'vitest/node'

/** Chrome 80 is the newest that phones of 2015 got, and what old in-app browsers stand on. */
const folders = ['../../src/channels/web/assets/', '../../src/pages/']
const files = folders.flatMap(folder => {
  const at = new URL(folder, import.meta.url)
  const names = readdirSync(at).filter(name => /\.(js|css)$/.test(name))
  return names.map(name => ({ name, text: readFileSync(new URL(name, at), 'utf8') }))
})
const scripts = files.filter(({ name }) => name.endsWith('.js'))
const sheets = files.filter(({ name }) => name.endsWith('.css'))

it('has looked at every script and stylesheet', () => {
  expect(scripts.length).toBeGreaterThan(10)
  expect(sheets.map(({ name }) => name)).toEqual(['chat.css', 'pages.css'])
})

it('the pages have the colours of the chat on any screen', () => {
  const [chat = [], pages = []] = sheets.map(({ text }): string[] => {
    const [onScreen = ''] = text.split('@media print')
    return onScreen.match(/--[a-z-]+: #[0-9a-f]{6};/g) ?? []
  })
  expect(pages.length).toBeGreaterThan(15)
  expect(pages.filter(colour => !chat.includes(colour))).toEqual([])
})

describe('scripts', () => {
  it.each(scripts)('$name is written in words that Chrome 80 reads', ({ text }) => {
    expect(tooNew(text)).toEqual([])
  })

  it.each([
    ['a ??= 1', '??='],
    ['await start()', 'await at the top'],
    ['class Box { #size() {} }', 'private method'],
    ['class Box { static { go() } }', 'StaticBlock'],
    ['list.at(-1)', 'at'],
    ['crypto.randomUUID()', 'randomUUID'],
    ['structuredClone(list)', 'structuredClone'],
    ['/a(?<=b)/.test(text)', 'lookbehind'],
    ['/a/v.test(text)', 'flag v'],
    ['window.open(url)', 'open'],
    ['localStorage.setItem(a, b)', 'localStorage'],
  ])('the look would find %s', (text, found) => {
    expect(tooNew(text)).toEqual([found])
  })

  it('lets what is newer than ES5 and known to Chrome 80 pass', () => {
    expect(tooNew('export const f = async ({ a }) => (await a?.b(...a)) ?? 2 ** 3')).toEqual([])
  })
})

describe('stylesheets', () => {
  it.each(sheets)('$name uses what Chrome 80 knows, or what does no harm where it is passed over', sheet => {
    expect(unknownStyle(sheet.text)).toEqual([])
  })

  it.each([
    ['p { inset: 0 }', 'inset'],
    ['p { gap: 1rem }', 'gap'],
    ['p:has(a) { color: red }', ':has'],
    ['@layer base { p { color: red } }', '@layer'],
    ['p { height: 100dvh }', 'dvh'],
    ['p { & a { color: red } }', '&'],
    ['p { color: color-mix(in srgb, red, blue) }', 'color-mix'],
  ])('the look would find %s', (text, found) => {
    expect(unknownStyle(text)).toContain(found)
  })
})

/** Names of methods and globals that came after Chrome 80, or that in-app browsers refuse. */
const TOO_NEW = new Set(
  `at replaceAll replaceChildren hasOwn structuredClone randomUUID findLast findLastIndex toSorted toReversed
  toSpliced with groupBy any WeakRef timeout checkVisibility showPopover showModal requestIdleCallback
  isWellFormed open`.split(/\s+/),
)

/** What of a script is too new for Chrome 80, or for iPhones of that time. */
function tooNew(text: string): string[] {
  const found: string[] = []
  visit(parseAst(text), false)
  return found

  function visit(value: unknown, isInFunction: boolean): void {
    if (Array.isArray(value)) for (const one of value) visit(one, isInFunction)
    if (!isNode(value)) return
    const { type, operator, name, kind, regex } = value
    if (type === 'AssignmentExpression' && /^(\?\?|\|\||&&)=$/.test(String(operator)))
      found.push(String(operator))
    if (type === 'AwaitExpression' && !isInFunction) found.push('await at the top')
    if (type === 'StaticBlock') found.push(type)
    if (type === 'MethodDefinition' && isNode(value.key) && value.key.type === 'PrivateIdentifier')
      found.push('private method')
    if (type === 'CallExpression' && isNode(value.callee)) visitCall(value.callee)
    if (type === 'Identifier' && (name === 'structuredClone' || name === 'localStorage')) found.push(name)
    if (isRegex(regex)) {
      if (/\(\?<[=!]/.test(regex.pattern)) found.push('lookbehind')
      for (const flag of regex.flags.replace(/[gimsuy]/g, '')) found.push(`flag ${flag}`)
    }
    const isFunction = /Function|Method/.test(String(type)) && kind !== 'constructor'
    for (const inside of Object.values(value)) visit(inside, isInFunction || isFunction)
  }

  function visitCall({ property }: { [field: string]: unknown }): void {
    if (isNode(property) && TOO_NEW.has(String(property.name))) found.push(String(property.name))
  }
}

function isNode(value: unknown): value is { [field: string]: unknown } {
  return typeof value === 'object' && value !== null && 'type' in value
}

function isRegex(value: unknown): value is { pattern: string; flags: string } {
  return typeof value === 'object' && value !== null && 'pattern' in value && 'flags' in value
}

const PROPERTIES = new Set(
  `align-items align-self animation background background-color border border-bottom border-bottom-width
  border-color border-left border-radius border-right-width border-style border-top border-top-color border-width
  bottom box-shadow box-sizing break-after break-inside clip-path color content cursor display flex flex-direction
  flex-wrap font font-size font-style font-weight height justify-content left line-height list-style margin
  margin-bottom margin-left margin-right margin-top max-height max-width min-height min-width opacity order outline
  outline-offset overflow overflow-wrap overflow-x overflow-y overscroll-behavior padding padding-bottom
  padding-left padding-right padding-top page-break-after page-break-inside position resize right
  scroll-padding-bottom text-align text-decoration text-transform top touch-action vertical-align white-space
  width z-index`.split(/\s+/),
)
/** Newer, and no loss where they are passed over. */
const HARMLESS = new Set([
  'color-scheme',
  'text-size-adjust',
  '-webkit-text-size-adjust',
  'text-underline-offset',
])
const AT_RULES = new Set(['@media', '@supports', '@keyframes', '@page'])
/** A rule with `:focus-visible` is passed over whole: the outline then shows for a mouse too. */
const PSEUDO =
  /^:(root|focus|not|hover|active|empty|first-child|focus-visible|:before|:after|:placeholder|:first-letter)$/

/** What of a stylesheet Chrome 80 does not know. */
function unknownStyle(text: string): string[] {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/"[^"]*"/g, '""')
  // What stands in @supports is asked for before it is used.
  const certain = bare.replace(/@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '')
  const properties = [...certain.matchAll(/[{;]\s*([a-z-]+)\s*:(?=[^{}]*[;}])/g)].map(([, name = '']) => name)
  const pseudo = [...certain.matchAll(/(:?:[a-z-]+)[^;{}]*(?=[^;{}]*\{)/g)].flatMap(([selector]) =>
    [...selector.matchAll(/(?::?:)[a-z-]+/g)].map(([name]) => name),
  )
  return [
    ...properties.filter(name => !name.startsWith('--') && !PROPERTIES.has(name) && !HARMLESS.has(name)),
    ...[...certain.matchAll(/@[a-z-]+/g)].map(([name]) => name).filter(name => !AT_RULES.has(name)),
    ...pseudo.filter(name => !PSEUDO.test(name)),
    ...[...certain.matchAll(/&|\d([dsl]v[hw])\b|(color-mix|oklch|lab|lch|hwb)(?=\()/g)].map(
      ([whole, unit]) => unit ?? whole,
    ),
  ]
}
