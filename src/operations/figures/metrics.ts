import { timingSafeEqual } from 'node:crypto'
import { Router } from 'express'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Store } from '../../store/store.ts'

/** All figures of one server, each named once. */
export function makeMetrics(store: Pick<Store, 'backlog'>, now: () => number) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const common = { registers: [registry] }
  const backlog = new Gauge({
    name: 'danloi_backlog',
    help: 'Rows that wait, by queue; dead: inbox rows set aside within 30 days, dead_today: within a day',
    labelNames: ['queue'],
    ...common,
    async collect() {
      // A store that cannot be read must not hide all other figures.
      const figures = await store.backlog(now()).catch(() => null)
      storeUp.set(figures ? 1 : 0)
      if (!figures) {
        oldest.reset()
        return this.reset()
      }
      const { inbox, outbox, jobs, dead, deadToday } = figures
      const rows = { inbox, outbox, jobs, dead, dead_today: deadToday }
      for (const [queue, count] of Object.entries(rows)) this.set({ queue }, count)
      const ages = {
        inbox: figures.oldestInboxAge,
        outbox: figures.oldestOutboxAge,
        jobs: figures.oldestJobAge,
      }
      for (const [queue, age] of Object.entries(ages)) oldest.set({ queue }, age / 1000)
    },
  })
  const oldest = new Gauge({
    name: 'danloi_queue_oldest_seconds',
    help: 'Age of what has waited longest: a message in the inbox, kept for its turn or its turn failed, since it came; a request since it was written, a job since it was due',
    labelNames: ['queue'],
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
    storeErrors: new Counter({
      name: 'danloi_store_errors_total',
      help: 'Calls of the store that failed; unavailable: it could not work, other: a fault of this program',
      labelNames: ['method', 'kind'],
      ...common,
    }),
    storeSeconds: new Histogram({
      name: 'danloi_store_seconds',
      help: 'How long calls of the store took',
      labelNames: ['method'],
      buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5],
      ...common,
    }),
    sendSeconds: new Histogram({
      name: 'danloi_send_seconds',
      help: 'From handing a request to a platform until its answer',
      labelNames: ['account'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      ...common,
    }),
    troubles: new Gauge({
      name: 'danloi_troubles',
      help: 'What an operator has to know, by kind; 0 or absent where all is well',
      labelNames: ['kind'],
      ...common,
    }),
    lastArrival: new Gauge({
      name: 'danloi_last_arrival_timestamp_seconds',
      help: 'When somebody wrote last on an account, in Unix time, as far as this instance knows',
      labelNames: ['account'],
      ...common,
    }),
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
