import { type Request, type Response, Router } from 'express'
import type { Knowledge } from '../catalogue/knowledge.ts'
import type { Known } from '../guidance/answers/facts.ts'
import { dayOf } from '../guidance/dates.ts'
import { DATA_PAGE } from '../guidance/own-data/own-data.ts'
import { readCode, Slip, slipPage } from '../guidance/walk/slip.ts'
import { guideAddress, LIST, procedureAddress } from './addresses.ts'
import { dataPage } from './data.ts'
import { type Content, framed } from './frame.ts'
import { guidePage } from './guide.ts'
import { listPage } from './list.ts'
import { missingPage } from './missing.ts'
import { type OwnPages, ownDataRoutes } from './own-routes.ts'
import { procedurePage } from './procedure.ts'
import { type Packed, packed, sendPage, sendPrivately } from './sending.ts'
import { askForSlip, SLIPS, slipContent } from './slip.ts'
import { style } from './style.ts'

/** What the plain pages are told by the composition root. */
export type PagesOptions = {
  /** Asked at every view: content may change while the server runs. */
  knowledge: () => Knowledge
  /** Where people reach this installation, without a slash at the end; null where nobody said. */
  publicUrl: string | null
  /** The kept slip with this code as JSON, or null. */
  slip: (code: string) => Promise<string | null>
  /** Everything that is kept of somebody, for that person alone. */
  own: OwnPages
  /** Epoch milliseconds; decides which fee holds today. */
  now: () => number
}

/**
 * Plain pages that work without a script and print well: `/thu-tuc`, `/thu-tuc/CODE`, `/huong-dan/GUIDE`, `/phieu/CODE`, `/du-lieu`. What a
 * browser asks for and nobody knows gets a page too, so these routes go last.
 */
export function pageRoutes(options: PagesOptions): Router {
  const sheet = style()
  const router = Router()
  const made = new WeakMap<Knowledge, Map<string, Packed>>()

  router.get(sheet.address, sheet.serve)
  router.get(LIST, (req, res) => answer(req, res, LIST, listPage))
  router.get(`${LIST}/:code`, (req, res, next) => {
    const { procedures } = options.knowledge()
    const procedure = procedures.get(req.params.code)
    if (procedure)
      return answer(req, res, procedureAddress(procedure.code), known => procedurePage(known, procedure))
    const successor = [...procedures.values()].find(({ replaces }) => replaces.includes(req.params.code))
    if (successor) return res.redirect(procedureAddress(successor.code))
    next()
  })
  router.get('/huong-dan/:id', (req, res, next) => {
    const guide = options.knowledge().guides.get(req.params.id)
    if (!guide) return next()
    const isOpen = req.query.in === '1'
    answer(req, res, `${guideAddress(guide.id)} ${isOpen}`, known => guidePage(known, guide, isOpen))
  })
  router.get(SLIPS, (req, res) => {
    const typed = typeof req.query.ma === 'string' ? req.query.ma.slice(0, 40) : ''
    const code = readCode(typed)
    if (code !== null) return res.redirect(slipPage(code))
    sendPrivately(req, res, packed(frame(options.knowledge(), askForSlip(typed || null))))
  })
  router.get(`${SLIPS}/:code`, async (req, res) => {
    const code = readCode(req.params.code)
    const body = code === null ? null : await options.slip(code)
    const knowledge = options.knowledge()
    const content =
      body === null
        ? askForSlip(req.params.code.slice(0, 40))
        : slipContent(knowledge, Slip.parse(JSON.parse(body)))
    sendPrivately(req, res.status(body === null ? 404 : 200), packed(frame(knowledge, content)))
  })
  router.get(DATA_PAGE, (req, res) => answer(req, res, DATA_PAGE, dataPage))
  const { own, knowledge, now } = options
  router.use(ownDataRoutes({ own, knowledge, now, frame }))
  router.get('/{*path}', (req, res, next) => {
    if (req.accepts(['json', 'html']) !== 'html') return next()
    sendPage(req, res.status(404), packed(frame(options.knowledge(), missingPage())))
  })
  return router

  /** A page is made once a day for each snapshot of the content: today's fees are all that a day changes. */
  function answer(req: Request, res: Response, key: string, content: (known: Known) => Content): void {
    const knowledge = options.knowledge()
    const now = options.now()
    const pages = made.get(knowledge) ?? new Map<string, Packed>()
    made.set(knowledge, pages)
    const day = dayOf(now)
    const page = pages.get(key)
    const fresh = page?.day === day ? page : packed(frame(knowledge, content({ knowledge, now })), day)
    pages.set(key, fresh)
    sendPage(req, res, fresh)
  }

  function frame({ operator }: Knowledge, content: Content): string {
    return framed({ operator, publicUrl: options.publicUrl, style: sheet.address }, content)
  }
}
