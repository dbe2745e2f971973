import type { Words } from '../catalogue/schema/language.ts'
import type { NamedHost, Suspicion, Want } from './intent.ts'
import { edits } from './text/edits.ts'
import { fold } from './text/fold.ts'

/** By what swindlers are known, from content/language/words.yaml. Domain facts §1.7: who asks for these by phone or message is one. */
export type Swindlers = {
  /** Folded. */
  readonly wants: readonly (readonly [Want, readonly string[]])[]
  readonly addresses: readonly string[]
}

export function swindlersOf(words: Words['swindles']): Swindlers {
  if (!words) return { wants: [], addresses: [] }
  const { code, money, app, addresses } = words
  return {
    wants: [
      ['code', code.map(fold)],
      ['money', money.map(fold)],
      ['app', app.map(fold)],
    ],
    addresses,
  }
}

/** Reads the text as it was typed; where nothing is suspicious both lists are empty. */
export function suspicionIn(text: string, known: Swindlers): Suspicion {
  const folded = ` ${fold(text)} `
  const hosts = hostsIn(text, known)
  const wants = known.wants.flatMap(([want, signs]) =>
    signs.some(sign => folded.includes(` ${sign} `)) ? [want] : [],
  )
  const isPortal = ({ is }: NamedHost) => is === 'portal' || is === 'oldPortal'
  return { hosts, wants, seeksPortal: hosts.length > 0 && hosts.every(isPortal) && wants.length === 0 }
}

/** The one door since provinces' own portals closed (domain facts §1, §3). */
const PORTAL = 'dichvucong.gov.vn'
const STATE = '.gov.vn'

/** The addresses that a text holds, and whose they are. */
export function hostsIn(text: string, known: Swindlers): NamedHost[] {
  const plain = text.normalize('NFKC').toLowerCase()
  // Nearly no message has one, and looking closer takes ten times as long.
  if (!plain.includes('.') && !plain.includes('://')) return []
  const found = [...plain.matchAll(ADDRESS)].flatMap(({ groups }) => groups?.full ?? groups?.bare ?? [])
  const hosts = new Set(found.map(address => address.replace(/^(?:[^/@]*@)?/, '').replace(/[:/?#].*$/, '')))
  return [...hosts].map(host => ({
    host: host.replace(/^www\./, ''),
    is: kindOf(host.replace(/^www\./, ''), known),
  }))
}

/** After http(s) or www any name counts; else only one that ends as addresses do, for people forget spaces after full stops. */
const ADDRESS =
  /(?:https?:\/\/|www\.)(?<full>[^\s"“”'<>()]{3,200})|(?<![\p{L}\p{N}@.-])(?<bare>(?:[a-z0-9-]{1,63}\.){1,5}(?:vn|com|net|org|info|top|xyz|cc|vip|club|site|online|app|me|io|ly|cn|link|shop|live|icu|pro|fun|asia|gov|apk))(?![\p{L}\p{N}-])/gu

function kindOf(host: string, { addresses }: Swindlers): NamedHost['is'] {
  if (host === PORTAL) return 'portal'
  if (host.endsWith(STATE)) return OLD_PORTAL.test(host) || isSlip(host) ? 'oldPortal' : 'state'
  if (addresses.some(word => host.includes(word)) || isSlip(host)) return 'lookAlike'
  return 'other'
}

const OLD_PORTAL = /^(?:dichvucong|dvc|motcua|mot-cua|hanhchinhcong|thutuchanhchinh)\.[a-z-]+\.gov\.vn$/
const SLIPS = 2

function isSlip(host: string): boolean {
  return host !== PORTAL && edits(host, PORTAL, SLIPS) <= SLIPS
}
