/**
 * `citizens`: the chat itself. `practice`: the same bot at `/chat?practice=1`, for officers and volunteers who walk
 * guides to learn them. `preview`: content that is not published yet. The last two are marked on the page and leave
 * no figures.
 */
export type WebMode = 'citizens' | 'practice' | 'preview'

/** What the web chat is told by the composition root; a channel looks nothing up by itself. */
export type WebOptions = {
  /** Signs the cookies that tell who is who. Whoever knows it can be anybody. */
  secretKey: string
  /** Where people reach this installation, such as `https://hoidap.example.gov.vn`; null where nobody said. */
  publicUrl: string | null
  /** Read at every page view: content may change while the server runs. */
  names(): PageNames
  /** Epoch milliseconds. */
  now(): number
  /** The tap that erases everything of a person without asking back (guidance's `erase` with `yes`). */
  erasePayload: string
  /** `citizens` where absent. */
  mode?: WebMode
  /** How often an open stream says that it lives, in milliseconds; 25,000 where absent. */
  pingMs?: number
}

/** The words of the page that belong to the operator. */
export type PageNames = {
  /** The bot's name. */
  bot: string
  /** Whose bot it is. */
  agency: string
  /** The agency's own page, which says that this bot is its. */
  page: string
  /** Whom a citizen can call where the page does not help. */
  desk: { name: string; phone: string; hours: string }
}
