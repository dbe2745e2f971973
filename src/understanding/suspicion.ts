import { edits } from './edits.ts'
import { fold } from './fold.ts'
import type { NamedHost, Suspicion, Want } from './intent.ts'

/** Reads the text as it was typed; where nothing is suspicious both lists are empty. */
export function suspicionIn(text: string): Suspicion {
  const folded = ` ${fold(text)} `
  const hosts = hostsIn(text)
  const wants = WANTS.flatMap(([want, signs]) =>
    signs.some(sign => folded.includes(` ${sign} `)) ? [want] : [],
  )
  const isPortal = ({ is }: NamedHost) => is === 'portal' || is === 'oldPortal'
  return { hosts, wants, seeksPortal: hosts.length > 0 && hosts.every(isPortal) && wants.length === 0 }
}

/** The one door since provinces' own portals closed (domain facts §1, §3). */
const PORTAL = 'dichvucong.gov.vn'
const STATE = '.gov.vn'

function hostsIn(text: string): NamedHost[] {
  const found = [...text.normalize('NFKC').toLowerCase().matchAll(ADDRESS)].flatMap(
    ({ groups }) => groups?.full ?? groups?.bare ?? [],
  )
  const hosts = new Set(found.map(address => address.replace(/^(?:[^/@]*@)?/, '').replace(/[:/?#].*$/, '')))
  return [...hosts].map(host => ({
    host: host.replace(/^www\./, ''),
    is: kindOf(host.replace(/^www\./, '')),
  }))
}

/** After http(s) or www any name counts; else only one that ends as addresses do, for people forget spaces after full stops. */
const ADDRESS =
  /(?:https?:\/\/|www\.)(?<full>[^\s"“”'<>()]{3,200})|(?<![\p{L}\p{N}@.-])(?<bare>(?:[a-z0-9-]{1,63}\.){1,5}(?:vn|com|net|org|info|top|xyz|cc|vip|club|site|online|app|me|io|ly|cn|link|shop|live|icu|pro|fun|asia|gov|apk))(?![\p{L}\p{N}-])/gu

function kindOf(host: string): NamedHost['is'] {
  if (host === PORTAL) return 'portal'
  if (host.endsWith(STATE)) return OLD_PORTAL.test(host) || isSlip(host) ? 'oldPortal' : 'state'
  if (OWN_WORDS.test(host) || isSlip(host)) return 'lookAlike'
  return 'other'
}

const OLD_PORTAL = /^(?:dichvucong|dvc|motcua|mot-cua|hanhchinhcong|thutuchanhchinh)\.[a-z-]+\.gov\.vn$/
/** What only the state's own addresses are about. */
const OWN_WORDS =
  /gov|dichvucong|dich-vu-cong|vneid|congan|cong-an|bocongan|chinhphu|vssid|baohiemxahoi|thuedientu|tongcucthue|canhsat|dancu|cancuoc|etax/
const SLIPS = 2

function isSlip(host: string): boolean {
  return host !== PORTAL && edits(host, PORTAL, SLIPS) <= SLIPS
}

/** Folded. Domain facts §1.7: who asks for these by phone or message is a swindler. */
const WANTS: readonly (readonly [Want, readonly string[]])[] = [
  [
    'code',
    ['otp', 'ma xac thuc', 'ma xac nhan', 'mat khau', 'passcode', 'ma pin', 'doc ma', 'so the ngan hang'],
  ],
  [
    'money',
    [
      'chuyen khoan',
      'chuyen tien',
      'dong phi',
      'nop phi',
      'nop tien',
      'nop phat',
      'dat coc',
      'dong tien',
      'thanh toan',
      'ck',
    ],
  ],
  [
    'app',
    [
      'apk',
      'cai app',
      'tai app',
      'cai ung dung',
      'tai ung dung',
      'cai dat ung dung',
      'cai phan mem',
      'ung dung gia',
      'dieu khien tu xa',
      'teamviewer',
      'ultraviewer',
      'quet ma',
      'ma qr',
      'bam vao link',
      'bam link',
      'nhan vao link',
      'vao link',
      'duong link',
    ],
  ],
]
