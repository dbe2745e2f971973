import { oneLine } from '../common/layout.ts'

/** What people see of a Page's chat before they have written, and beside the field they write in. */
export type PageProfile = {
  greeting: string
  /** Questions to tap; Meta shows four at most, in place of Get Started. */
  iceBreakers: Tap[]
  menu: (Tap | { title: string; url: string })[]
}
export type Tap = { title: string; payload: string }

/** Meta's limits, in characters and pieces (platform facts §8.2). */
const LIMITS = { greeting: 160, iceBreakers: 4, question: 80, menu: 20, menuTitle: 30 } as const

/** What Get Started brings; events.ts reads it as somebody's arrival, with the link that they came by. */
export const GET_STARTED = 'GET_STARTED'

/** The body for `POST /me/messenger_profile`; the menu needs Get Started, so they go together. */
export function profileBody({ greeting, iceBreakers, menu }: PageProfile) {
  const everywhere = { locale: 'default' }
  return {
    get_started: { payload: GET_STARTED },
    greeting: [{ ...everywhere, text: greeting }],
    ice_breakers: [
      {
        ...everywhere,
        call_to_actions: iceBreakers.map(({ title, payload }) => ({ question: title, payload })),
      },
    ],
    persistent_menu: [
      {
        ...everywhere,
        composer_input_disabled: false,
        call_to_actions: menu.map(item =>
          'url' in item ? { type: 'web_url', ...item } : { type: 'postback', ...item },
        ),
      },
    ],
  }
}

/**
 * The profile of one Page: who answers, what is looked for most (the menu's groups come in that order), and the way to
 * everything, to the state of a dossier, and to staff. What Meta would refuse for its length is left out.
 */
export function profileOf(page: {
  agency: string
  groups: readonly Tap[]
  commands: readonly Tap[]
  /** Null where people cannot open this server's pages. */
  publicUrl: string | null
}): PageProfile {
  const links = page.publicUrl ? [{ title: 'Mọi thủ tục, in được', url: `${page.publicUrl}/thu-tuc` }] : []
  return {
    greeting: greetingOf(page.agency),
    iceBreakers: fitting(page.groups, LIMITS.question).slice(0, LIMITS.iceBreakers),
    menu: [...fitting(page.commands, LIMITS.menuTitle), ...links].slice(0, LIMITS.menu),
  }
}

function greetingOf(agency: string): string {
  const what = 'Hỏi thủ tục nào, mình chỉ từng bước. Xin đừng gửi số căn cước, mật khẩu.'
  const whose = `Trợ lý tự động của ${oneLine(agency)}. ${what}`
  return whose.length <= LIMITS.greeting ? whose : `Trợ lý tự động Dẫn Lối. ${what}`
}

function fitting(taps: readonly Tap[], limit: number): Tap[] {
  return taps
    .map(tap => ({ ...tap, title: oneLine(tap.title) }))
    .filter(({ title }) => title !== '' && title.length <= limit)
}
