import { describe, expect, it, onTestFinished } from 'vitest'
import { type JobEnd, type JobWorkerOptions, startJobWorker } from '../../src/delivery/job-worker.ts'
import { pauseAfter } from '../../src/delivery/pauses.ts'
import { type DossierProvider, LookupUnavailable } from '../../src/dossiers/provider.ts'
import type { Job } from '../../src/guidance/outcome.ts'
import type { JobRow } from '../../src/store/records/queues.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { until } from '../front-door/house.ts'
import { someone, turn, WEB } from '../store/samples.ts'

const NOON = 1_000_000

/** A worker on a database in memory that holds these jobs of one conversation. */
async function worker(
  jobs: Job[],
  dossiers: DossierProvider | null,
  { notify, payload }: { notify?: JobWorkerOptions['notify']; payload?: string } = {},
) {
  const store = await openSqliteStore(':memory:')
  const clock = { now: NOON }
  await store.commit([
    turn({ ...someone('lan', WEB), id: 'c', person: 'lan' }, { at: NOON, messages: [], outbox: [], jobs }),
  ])
  const ends: JobEnd[] = []
  const errors: unknown[] = []
  const setAside: string[] = []
  const written = (job: JobRow) => (payload === undefined ? job : { ...job, payload })
  const loop = startJobWorker({
    store: { ...store, claimJobs: async claim => (await store.claimJobs(claim)).map(written) },
    dossiers,
    onSetAside: ({ kind, attempts }) => setAside.push(`${kind} after ${attempts}`),
    ...(notify && { notify }),
    now: () => clock.now,
    finish: async end => void ends.push(end),
    onError: error => errors.push(error),
  })
  onTestFinished(async () => {
    await loop.stop()
    await store.close()
  })
  const pass = (ms: number) => {
    clock.now += ms
    loop.wake()
  }
  return { ends, errors, setAside, pass, store }
}

const lookup: Job = { key: 'lookup', kind: 'lookup', due: NOON, code: 'H56.34-240820-0012' }

describe('the job worker', () => {
  it('looks a dossier up and hands the answer in, for the person who asked', async () => {
    const { ends } = await worker([lookup], {
      lookUp: async () => ({ kind: 'found', status: 4, example: false }),
    })
    await until(() => ends.length === 1, 'the end of the job')
    expect(ends[0]).toMatchObject({
      account: 'web',
      person: 'lan',
      kind: 'jobDone',
      result: { kind: 'found', status: 4 },
    })
  })

  it('tries three times, with pauses, before it says that it failed', async () => {
    let tries = 0
    const { ends, pass } = await worker([lookup], {
      lookUp: async () => {
        tries++
        throw new LookupUnavailable('the gateway answered 503')
      },
    })
    await until(() => tries === 1, 'the first try')
    pass(pauseAfter(0))
    await until(() => tries === 2, 'the second')
    pass(pauseAfter(1))
    await until(() => ends.length === 1, 'the end')
    expect(tries).toBe(3)
    expect(ends[0]?.kind).toBe('jobFailed')
  })

  it('says so at once where no look-up is configured', async () => {
    const { ends } = await worker([lookup], null)
    await until(() => ends.length === 1, 'the end')
    expect(ends[0]?.kind).toBe('jobFailed')
  })

  it('tells those on duty, again where it failed for now, and says so where nobody could be told', async () => {
    const notice: Job = {
      ...{ key: 'notify-h1', kind: 'notify', due: NOON, handOff: 'h1', duties: ['mot-cua'] },
      ...{ mail: [], subject: 'Có người cần gặp cán bộ', text: 'Thủ tục: Đăng ký khai sinh.' },
    }
    const told: string[] = []
    const comesTo = (...outcomes: ('told' | 'later' | 'failed')[]) =>
      worker([notice], null, {
        notify: async ({ handOff }, conversation) => {
          told.push(`${handOff} ${conversation}`)
          return outcomes.shift() ?? 'later'
        },
      })
    const atOnce = await comesTo('told')
    await until(() => atOnce.ends.length === 1, 'the word that they know')
    expect(atOnce.ends[0]).toMatchObject({ kind: 'notified', person: 'lan' })
    expect(told.splice(0)).toEqual(['h1 c'])

    const never = await comesTo('later', 'later', 'later')
    for (const tries of [1, 2]) {
      await until(() => told.length === tries, `try ${tries}`)
      never.pass(pauseAfter(tries - 1))
    }
    await until(() => never.ends.length === 1, 'the word that nobody knows')
    expect([told.length, never.ends[0]?.kind]).toEqual([3, 'notNotified'])
  })

  it('rings a timer at its hour and not before', async () => {
    const { ends, pass } = await worker(
      [{ key: 'leave-check', kind: 'leave-check', due: NOON + 60_000 }],
      null,
    )
    pass(59_000)
    expect(ends).toEqual([])
    pass(1_000)
    await until(() => ends.length === 1, 'the timer')
    expect(ends[0]).toMatchObject({ kind: 'timer', timer: 'leave-check' })
  })

  it.each([
    { what: 'is no JSON', payload: '{' },
    { what: 'only a newer version knows', payload: '{"kind":"from-tomorrow"}' },
  ])(
    'tries a timer that $what for some minutes, and then sets it aside with a line for the operator',
    async ({ payload }) => {
      const { ends, errors, setAside, pass, store } = await worker(
        [{ key: 'nudge', kind: 'nudge', due: NOON }],
        null,
        { payload },
      )
      for (let tries = 1; tries <= 8; tries++) {
        await until(() => errors.length === tries, `try ${tries}`)
        expect(setAside).toEqual([])
        await until(async () => (await store.backlog(NOON + 1)).jobs === 0, 'the pause')
        pass(pauseAfter(tries - 1))
      }
      await until(() => setAside.length === 1, 'the line for the operator')
      expect(setAside).toEqual(['nudge after 8'])
      pass(60 * 60_000)
      expect((await store.backlog(Number.MAX_SAFE_INTEGER)).jobs).toBe(0)
      expect([ends, errors.length]).toEqual([[], 8])
    },
  )

  it('tells the person who waits that it failed where a look-up cannot even be read', async () => {
    const { ends, errors, setAside, pass } = await worker([lookup], null, { payload: '{' })
    for (let tries = 1; tries <= 8; tries++) {
      await until(() => errors.length === tries, `try ${tries}`)
      pass(pauseAfter(tries - 1))
    }
    await until(() => setAside.length === 1, 'the line for the operator')
    expect(ends).toMatchObject([{ kind: 'jobFailed', person: 'lan' }])
  })
})
