import { describe, expect, it } from 'vitest'
import type { Bench } from '../describe-store.ts'
import { failed, MINUTE, NOON, next, someone, turn } from '../samples.ts'

export function jobs(bench: Bench): void {
  const lan = someone('lan')
  const lookup = (due = NOON, code = 'H26.35-260302-0007') => ({
    key: 'lookup',
    kind: 'lookup' as const,
    due,
    code,
  })
  const leaveCheck = (due: number) => ({ key: 'leave-check', kind: 'leave-check' as const, due })
  const claim = (now = NOON, limit = 10) => bench.store.claimJobs({ now, limit, leaseMs: MINUTE })

  describe('jobs', () => {
    it('carry what the worker needs', async () => {
      await bench.store.commit([turn(lan, { jobs: [lookup()] })])
      const [job] = await claim()
      expect(job).toEqual({
        id: expect.any(String),
        conversation: lan.id,
        key: 'lookup',
        kind: 'lookup',
        due: NOON,
        payload: expect.any(String),
        attempts: 0,
      })
      expect(JSON.parse(job?.payload ?? '')).toMatchObject({ code: 'H26.35-260302-0007' })
    })

    it('come when they are due, oldest first, as many as asked for', async () => {
      const [hung, mai] = [someone('hung'), someone('mai')]
      await bench.store.commit([
        turn(lan, { jobs: [lookup(NOON - 1), leaveCheck(NOON + MINUTE)] }),
        turn(hung, { jobs: [lookup(NOON - 3)] }),
        turn(mai, { jobs: [lookup(NOON - 2)] }),
      ])
      expect((await claim(NOON, 2)).map(job => job.conversation)).toEqual([hung.id, mai.id])
      expect((await claim(NOON)).map(job => [job.conversation, job.key])).toEqual([[lan.id, 'lookup']])
      expect((await claim(NOON + MINUTE - 1)).map(job => job.key)).toEqual([])
    })

    it('are finished by the turn that carries their id', async () => {
      await bench.store.commit([turn(lan, { jobs: [lookup()] })])
      const [job] = await claim()
      await bench.store.commit([turn(next(lan), { job: job?.id ?? '' })])
      expect(await claim(NOON + MINUTE)).toEqual([])
    })

    it('are finished when their result waits in the inbox', async () => {
      await bench.store.commit([turn(lan, { jobs: [lookup()] })])
      const [job] = await claim()
      await bench.store.commit([failed(lan, { job: job?.id ?? '' })])
      expect(await claim(NOON + MINUTE)).toEqual([])
    })

    it('stay when the turn that would finish them is lost', async () => {
      await bench.store.commit([turn(lan, { jobs: [lookup()] })])
      const [job] = await claim()
      expect(await bench.store.commit([turn(lan, { job: job?.id ?? '' })])).toEqual(['lost'])
      expect(await claim(NOON + MINUTE)).toHaveLength(1)
    })

    it('are cancelled by key, of that conversation only', async () => {
      const hung = someone('hung')
      await bench.store.commit([turn(lan, { jobs: [lookup()] }), turn(hung, { jobs: [lookup()] })])
      await bench.store.commit([turn(next(lan), { cancelled: ['lookup', 'leave-check'] })])
      expect((await claim()).map(job => job.conversation)).toEqual([hung.id])
    })

    it('are set anew by the same key, and then the old one finishes nothing', async () => {
      await bench.store.commit([turn(lan, { jobs: [leaveCheck(NOON)] })])
      const [old] = await claim()
      await bench.store.commit([turn(next(lan), { jobs: [leaveCheck(NOON + 5 * MINUTE)] })])
      await bench.store.commit([turn(next(next(lan)), { job: old?.id ?? '' })])
      expect((await claim(NOON + 5 * MINUTE)).map(job => job.due)).toEqual([NOON + 5 * MINUTE])
    })

    it('may be set anew by the very turn that finishes or cancels them', async () => {
      await bench.store.commit([turn(lan, { jobs: [leaveCheck(NOON), lookup(NOON)] })])
      const old = (await claim()).find(job => job.key === 'leave-check')
      const later = NOON + 5 * MINUTE
      await bench.store.commit([
        turn(next(lan), {
          job: old?.id ?? '',
          cancelled: ['lookup'],
          jobs: [leaveCheck(later), lookup(later, 'H26.35-260302-0008'), lookup(later, 'H26.35-260302-0009')],
        }),
      ])
      const again = await claim(later)
      expect(again.map(job => job.key).sort()).toEqual(['leave-check', 'lookup'])
      expect(JSON.stringify(again)).toContain('0009')
    })

    it('can be tried again later', async () => {
      await bench.store.commit([turn(lan, { jobs: [lookup()] })])
      const [job] = await claim()
      await bench.store.retryJob(
        job?.id ?? '',
        NOON + 5 * MINUTE,
        'the portal does not answer',
        NOON + MINUTE,
      )
      expect(await claim(NOON + 5 * MINUTE - 1)).toEqual([])
      expect(await claim(NOON + 5 * MINUTE)).toMatchObject([{ key: 'lookup', attempts: 1 }])
    })

    it('go where nobody can do them', async () => {
      await bench.store.commit([turn(lan, { jobs: [lookup()] })])
      const [job] = await claim()
      expect(await bench.store.dropJob(job?.id ?? '', NOON + MINUTE)).toBe(true)
      expect((await bench.dump()).jobs).toEqual([])
    })

    it('stay with whoever holds them by now, when somebody who held them comes back too late', async () => {
      await bench.store.commit([turn(lan, { jobs: [lookup()] })])
      const [job] = await claim(NOON)
      await claim(NOON + MINUTE)
      const { id } = job ?? { id: '' }
      await bench.store.retryJob(id, NOON, 'the portal does not answer', NOON + MINUTE)
      expect(await bench.store.dropJob(id, NOON + MINUTE)).toBe(false)
      expect(await claim(NOON + MINUTE)).toEqual([])
      expect((await bench.dump()).jobs).toMatchObject([{ attempts: 1, due: NOON }])
    })

    it('are free again when a lease ends, which counts as an attempt', async () => {
      await bench.store.commit([turn(lan, { jobs: [lookup()] })])
      await claim(NOON)
      expect(await claim(NOON + MINUTE - 1)).toEqual([])
      expect(await claim(NOON + MINUTE)).toMatchObject([{ attempts: 1 }])
    })
  })
}
