import { describe, expect, it } from 'vitest'
import type { Bench } from '../describe-store.ts'
import { failed, NOON, next, someone, turn, WEB, ZALO } from '../samples.ts'

export function commits(bench: Bench): void {
  describe('committing turns', () => {
    it('keeps the conversation as the turn left it', async () => {
      const lan = someone('lan')
      expect(await bench.store.commit([turn(lan)])).toEqual(['committed'])
      const expected = { ...next(lan) }
      expect(await bench.store.load([{ account: ZALO, person: lan.person }])).toMatchObject([expected])
      expect(await bench.store.loadById([lan.id])).toEqual([expected])
    })

    it('loads in the order of the question, with null for who never wrote', async () => {
      const [lan, hung] = [someone('lan'), someone('hung')]
      await bench.store.commit([turn(lan), turn(hung)])
      const strangers = { account: ZALO, person: 'platform-nobody' }
      const found = await bench.store.load([hung, strangers, lan, hung])
      expect(found.map(one => one?.id ?? null)).toEqual([hung.id, null, lan.id, hung.id])
      expect(await bench.store.loadById(['nobody', lan.id])).toEqual([null, next(lan)])
      expect(await bench.store.load([])).toMatchObject([])
    })

    it('knows one person on two accounts as two conversations', async () => {
      const onZalo = someone('lan')
      const onWeb = { ...someone('lan', WEB), id: 'conversation-lan-web' }
      await bench.store.commit([turn(onZalo), turn(onWeb)])
      const found = await bench.store.load([onWeb, onZalo])
      expect(found.map(one => one?.id)).toEqual([onWeb.id, onZalo.id])
    })

    it('reads the transcript after a number, oldest first, as many as asked for', async () => {
      const lan = someone('lan')
      await bench.store.commit([turn(lan, { text: 'chào' })])
      await bench.store.commit([turn(next(lan), { text: 'còn phí thì sao ạ' })])
      const all = await bench.store.messages({ conversation: lan.id, after: 0, limit: 10 })
      expect(all.map(message => [message.seq, message.from])).toEqual([
        [1, 'person'],
        [2, 'bot'],
        [3, 'person'],
        [4, 'bot'],
      ])
      expect(all[2]).toEqual({ seq: 3, from: 'person', body: '{"text":"còn phí thì sao ạ"}', at: NOON })
      const some = await bench.store.messages({ conversation: lan.id, after: 1, limit: 2 })
      expect(some.map(message => message.seq)).toEqual([2, 3])
    })

    it('takes a message that is delivered twice only once', async () => {
      const lan = someone('lan')
      await bench.store.commit([turn(lan, { messageId: 'm-1' })])
      const again = turn(next(lan), { messageId: 'm-1' })
      expect(await bench.store.commit([again])).toEqual(['duplicate'])
      expect(await bench.store.messages({ conversation: lan.id, after: 0, limit: 10 })).toHaveLength(2)
      expect(await bench.store.loadById([lan.id])).toEqual([next(lan)])
    })

    it('tells messages of two accounts apart that happen to have one id', async () => {
      const fates = await bench.store.commit([
        turn(someone('lan'), { messageId: 'm-1' }),
        turn(someone('hung', WEB), { messageId: 'm-1' }),
      ])
      expect(fates).toEqual(['committed', 'committed'])
    })

    it('takes one message once that stands twice in a group', async () => {
      const lan = someone('lan')
      const fates = await bench.store.commit([
        failed(lan, { messageId: 'm-1' }),
        failed(lan, { messageId: 'm-1' }),
      ])
      expect([...fates].sort()).toEqual(['committed', 'duplicate'])
    })

    it('lets a turn be lost that was made from an older conversation, and writes nothing of it', async () => {
      const lan = someone('lan')
      await bench.store.commit([turn(lan)])
      await bench.store.commit([turn(next(lan))])
      const before = await bench.dump()
      const late = turn(next(lan), { messageId: 'm-late' })
      expect(await bench.store.commit([late])).toEqual(['lost'])
      expect(await bench.dump()).toEqual(before)
    })

    it('lets the lost turn be repeated with the same message', async () => {
      const lan = someone('lan')
      await bench.store.commit([turn(lan)])
      await bench.store.commit([turn(lan, { messageId: 'm-1' })])
      expect(await bench.store.commit([turn(next(lan), { messageId: 'm-1' })])).toEqual(['committed'])
    })

    it('lets the second of two first turns of a person be lost', async () => {
      const one = someone('lan')
      const other = { ...one, id: 'conversation-other' }
      await bench.store.commit([turn(one)])
      expect(await bench.store.commit([turn(other)])).toEqual(['lost'])
      expect(await bench.store.loadById([other.id])).toEqual([null])
    })

    it('lets a turn be lost whose conversation is gone', async () => {
      const lan = someone('lan')
      expect(await bench.store.commit([turn(next(lan))])).toEqual(['lost'])
    })

    it('lets the second turn of a person in one group be lost', async () => {
      const lan = someone('lan')
      expect(await bench.store.commit([turn(lan), turn(next(lan))])).toEqual(['committed', 'lost'])
      const both = [turn(next(lan)), turn(next(lan))]
      expect(await bench.store.commit(both)).toEqual(['committed', 'lost'])
    })

    it('gives each of 50 turns its own fate', async () => {
      const people = Array.from({ length: 50 }, (_, number) => someone(`p${number}`))
      const settled = people.filter((_, number) => number % 5 === 1)
      const moved = people.filter((_, number) => number % 5 === 2)
      await bench.store.commit(settled.map(one => turn(one, { messageId: `${one.id}-once` })))
      await bench.store.commit(moved.map(one => turn(one)))

      const group = people.map(one =>
        settled.includes(one) ? turn(next(one), { messageId: `${one.id}-once` }) : turn(one),
      )
      // The order of arrival is not that of the ids.
      group.reverse()
      const fates = await bench.store.commit(group)

      expect(fates).toEqual(
        [...people]
          .reverse()
          .map(one => (settled.includes(one) ? 'duplicate' : moved.includes(one) ? 'lost' : 'committed')),
      )
      const loaded = await bench.store.load(people)
      expect(loaded.map(one => one?.revision)).toEqual(people.map(() => 1))
      for (const { id } of people)
        expect(await bench.store.messages({ conversation: id, after: 0, limit: 10 })).toHaveLength(2)
    })

    it('writes more rows in one turn than one statement can take', async () => {
      const lan = someone('lan')
      const messages = Array.from({ length: 6_000 }, (_, seq) => ({
        seq,
        from: 'bot' as const,
        body: '{}',
        at: NOON,
        expires: NOON,
      }))
      await bench.store.commit([turn(lan, { messages })])
      const last = await bench.store.messages({ conversation: lan.id, after: 5_997, limit: 10 })
      expect(last.map(message => message.seq)).toEqual([5_998, 5_999])
    })

    it('writes nothing at all of a group when one turn cannot be written', async () => {
      const [lan, hung] = [someone('lan'), someone('hung')]
      const [message] = turn(hung).change.messages
      const messages = message ? [message, message] : []
      const before = await bench.dump()
      await expect(bench.store.commit([turn(lan), turn(hung, { messages })])).rejects.toThrow()
      expect(await bench.dump()).toEqual(before)
      expect(await bench.store.commit([turn(lan)])).toEqual(['committed'])
    })

    it('keeps no message id and no person once a turn is done', async () => {
      const lan = someone('lan')
      await bench.store.commit([turn(lan, { messageId: 'm-secret' })])
      const { inbox } = await bench.dump()
      expect(inbox).toHaveLength(1)
      expect(JSON.stringify(inbox)).not.toMatch(/m-secret|platform-lan/)
    })

    it('commits an empty group and an event that concerns no conversation', async () => {
      expect(await bench.store.commit([])).toEqual([])
      const { inbox } = turn(someone('lan'))
      expect(await bench.store.commit([{ inbox, job: null, change: null }])).toEqual(['committed'])
      expect(await bench.store.commit([{ inbox, job: null, change: null }])).toEqual(['duplicate'])
    })
  })
}
