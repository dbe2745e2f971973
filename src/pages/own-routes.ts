import { randomBytes } from 'node:crypto'
import { type Request, type Response, Router } from 'express'
import type { Knowledge } from '../catalogue/knowledge.ts'
import { OWN_DATA_IN_CHAT, OWN_DATA_PAGE } from '../guidance/own-data/own-data.ts'
import type { PersonKey } from '../store/records/conversation.ts'
import type { Content } from './frame.ts'
import { hashed, type OwnAddress, openOwnAddress } from './own-address.ts'
import { noOwnDataPage, type OwnKept, openOwnDataPage, ownDataJson, ownDataPage } from './own-data.ts'
import { packed, sendPrivately } from './sending.ts'

/** What the pages of one's own data are lent. */
export type OwnPages = {
  /** Seals their addresses. */
  secretKey: string
  /** Who calls from a browser of the web chat; null where nothing is known of it. */
  whoIs: (req: Request) => PersonKey | null
  conversationOf: (who: PersonKey) => Promise<string | null>
  kept: (conversation: string) => Promise<OwnKept | null>
  /** Opens a page for one browser; false where another was first. Both are hashes. */
  open: (page: { id: string; browser: string; expires: number }) => Promise<boolean>
  browserOf: (id: string) => Promise<string | null>
  /** Whether the cookie may leave by TLS only. */
  secure: boolean
}

type Options = {
  own: OwnPages
  knowledge: () => Knowledge
  now: () => number
  frame: (knowledge: Knowledge, content: Content) => string
}

/** The cookie by which the browser is known that opened an address first. */
const BROWSER = 'dan_loi_trang'
const FILES = { page: 'du-lieu-cua-toi.html', json: 'du-lieu-cua-toi.json' } as const

/**
 * All that is kept of one person, to read and to take away: in the web chat by its cookie, `/chat/du-lieu`; for everybody
 * else by an address sent to them, `/du-lieu/cua-toi/…`, which one browser opens, by a button, for half an hour.
 */
export function ownDataRoutes({ own, knowledge, now, frame }: Options): Router {
  const router = Router()
  const show = (req: Request, res: Response, content: Content, status = 200) =>
    sendPrivately(req, res.status(status), packed(frame(knowledge(), content)))

  router.get([OWN_DATA_IN_CHAT, `${OWN_DATA_IN_CHAT}/:file`], async (req, res) => {
    const who = own.whoIs(req)
    const conversation = who && (await own.conversationOf(who))
    await answer(req, res, conversation, {
      path: OWN_DATA_IN_CHAT,
      query: new URL(req.originalUrl, 'http://here').search,
      // Nobody should leave a file behind on a computer that others use.
      files: req.query.shared !== '1',
    })
  })

  router.get(OWN_DATA_PAGE, (req, res) => show(req, res, noOwnDataPage(), 410))
  router.get([`${OWN_DATA_PAGE}/:sealed`, `${OWN_DATA_PAGE}/:sealed/:file`], async (req, res) => {
    const address = read(req)
    if (!address) return show(req, res, noOwnDataPage(), 410)
    const browser = await own.browserOf(address.id)
    if (browser === null) return show(req, res, openOwnDataPage(pathOf(req)))
    if (browser !== browserIn(req)) return show(req, res, noOwnDataPage(), 410)
    await answer(req, res, address.conversation, { path: pathOf(req), query: '', files: true })
  })
  router.post(`${OWN_DATA_PAGE}/:sealed`, async (req, res) => {
    const address = read(req)
    const browser = randomBytes(16).toString('base64url')
    if (!address || !(await openFor(address, browser))) return show(req, res, noOwnDataPage(), 410)
    res.cookie(BROWSER, browser, {
      httpOnly: true,
      sameSite: 'lax',
      secure: own.secure,
      path: pathOf(req),
      maxAge: address.until - now(),
    })
    res.redirect(303, pathOf(req))
  })
  return router

  function read(req: Request): OwnAddress | null {
    return openOwnAddress(own.secretKey, String(req.params.sealed), now())
  }

  function openFor({ id, until }: OwnAddress, browser: string): Promise<boolean> {
    return own.open({ id, browser: hashed(browser), expires: until })
  }

  async function answer(
    req: Request,
    res: Response,
    conversation: string | null,
    { path, query, files }: { path: string; query: string; files: boolean },
  ): Promise<void> {
    const kept = conversation === null ? null : await own.kept(conversation)
    if (!kept) return show(req, res, noOwnDataPage(), 404)
    const { file } = req.params
    if (file === FILES.json && files) {
      res.set({
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="${FILES.json}"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      })
      res.send(ownDataJson(kept, now()))
      return
    }
    const isFile = file === FILES.page && files
    if (file !== undefined && !isFile) return show(req, res, noOwnDataPage(), 404)
    if (isFile) res.set('content-disposition', `attachment; filename="${FILES.page}"`)
    const downloads = { page: `${path}/${FILES.page}${query}`, json: `${path}/${FILES.json}${query}` }
    show(req, res, ownDataPage(kept, now(), files && !isFile ? downloads : null))
  }
}

function pathOf(req: Request): string {
  return `${OWN_DATA_PAGE}/${String(req.params.sealed)}`
}

function browserIn(req: Request): string | null {
  const cookies = (req.headers.cookie ?? '').split(';').map(part => part.trim())
  const value = cookies.find(part => part.startsWith(`${BROWSER}=`))?.slice(BROWSER.length + 1)
  return value ? hashed(value) : null
}
