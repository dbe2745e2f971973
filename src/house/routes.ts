import type { Router } from 'express'
import type { Platforms } from '../accounts/platforms.ts'
import type { Channel, Door } from '../channels/channel.ts'
import type { WebChannel } from '../channels/web/channel.ts'
import type { Settings } from '../config.ts'
import type { Library } from '../library/library.ts'
import { type Metrics, metricsRoutes } from '../operations/figures/metrics.ts'
import { healthRoutes } from '../operations/health.ts'
import { pageRoutes } from '../pages/routes.ts'
import type { Store } from '../store/store.ts'
import { ownPagesOf } from './own-pages.ts'

export type RoutesOptions = {
  settings: Settings
  store: Store
  library: Library
  metrics: Metrics
  key: string
  now: () => number
  webs: readonly WebChannel[]
  platforms: Platforms
  doorOf: (channel: Channel) => Door
  count: (kind: Channel['kind']) => Door['count']
  isLeaving: () => boolean
}

/** Every address that this server answers at. */
export function routesOf({
  settings,
  store,
  library,
  metrics,
  key,
  now,
  webs,
  platforms,
  doorOf,
  count,
  isLeaving,
}: RoutesOptions): { webhooks: Router[]; pages: Router[] } {
  const operations = [
    healthRoutes(
      store,
      () => ({ version: library.knowledge.version, faults: library.faults }),
      isLeaving,
      () => platforms.states(),
    ),
    metricsRoutes(metrics, settings.metricsToken),
    platforms.consent(count('zalo')),
  ]
  // Last, since what nobody else knows is a page's to answer.
  const pages = pageRoutes({
    knowledge: () => library.knowledge,
    publicUrl: settings.publicUrl,
    slip: code => store.slip({ code, now: now() }),
    own: ownPagesOf({
      store,
      webs,
      knowledge: account => platforms.knowledgeFor(library.knowledge, account),
      secretKey: key,
      publicUrl: settings.publicUrl,
      now,
    }),
    now,
  })
  return {
    webhooks: platforms.surfaces(doorOf, count),
    pages: [...operations, ...webs.map(web => web.routes(doorOf(web))), pages],
  }
}
