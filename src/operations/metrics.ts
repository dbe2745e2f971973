import { timingSafeEqual } from 'node:crypto'
import { Router } from 'express'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Store } from '../store/store.ts'

/** All figures of one server, each named once. */
export function makeMetrics(store: Store, now: () => number) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const common = { registers: [registry] }
  const backlog = new Gauge({
    name: 'danloi_backlog',
    help: 'Rows that wait, by queue; dead: inbox rows set aside',
    labelNames: ['queue'],
    ...common,
    async collect() {
      // A store that cannot be read must not hide all other figures.
      const figures = await store.backlog(now()).catch(() => null)
      storeUp.set(figures ? 1 : 0)
      if (!figures) return this.reset()
      const { inbox, outbox, jobs, dead, oldestOutboxAge } = figures
      for (const [queue, rows] of Object.entries({ inbox, outbox, jobs, dead })) this.set({ queue }, rows)
      oldest.set(oldestOutboxAge / 1000)
    },
  })
  const oldest = new Gauge({
    name: 'danloi_outbox_oldest_seconds',
    help: 'Age of the oldest unsent request',
    ...common,
  })
  const storeUp = new Gauge({
    name: 'danloi_store_up',
    help: '1 where the store can be read, 0 where not',
    ...common,
  })
  return {
    registry,
    backlog,
    turns: new Counter({
      name: 'danloi_turns_total',
      help: 'Turns by outcome',
      labelNames: ['account', 'outcome'],
      ...common,
    }),
    turnSeconds: new Histogram({
      name: 'danloi_turn_seconds',
      help: 'From the arrival of a message until its turn is on disk',
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2],
      ...common,
    }),
    sends: new Counter({
      name: 'danloi_sends_total',
      help: 'Platform requests by outcome',
      labelNames: ['account', 'outcome'],
      ...common,
    }),
    expired: new Counter({
      name: 'danloi_expired_total',
      help: 'Platform requests given up because nobody waits for them any more',
      labelNames: ['account'],
      ...common,
    }),
    contentReads: new Counter({
      name: 'danloi_content_reads_total',
      help: 'Readings of content that changed while the server ran, by what became of it',
      labelNames: ['outcome'],
      ...common,
    }),
    contentFaults: new Gauge({
      name: 'danloi_content_faults',
      help: 'Faults for which the content as it lies there is refused; 0 where it is what the bot says',
      ...common,
    }),
    refused: new Counter({
      name: 'danloi_passed_over_total',
      help: 'What came in and was refused or passed over, by reason',
      labelNames: ['channel', 'what'],
      ...common,
    }),
  }
}

export type Metrics = ReturnType<typeof makeMetrics>

/** `GET /metrics` for Prometheus; with a token set, only with that bearer token. */
export function metricsRoutes(metrics: Metrics, token: string | null): Router {
  return Router().get('/metrics', async (request, response) => {
    if (token !== null && !isBearer(request.headers.authorization, token)) {
      response.status(401).json({
        error: { code: 'unauthorized', message: 'Send the header "Authorization: Bearer METRICS_TOKEN".' },
      })
      return
    }
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
}

function isBearer(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
