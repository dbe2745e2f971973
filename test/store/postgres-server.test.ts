import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { personHash } from '../../src/store/person-hash.ts'
import { openPostgresStore } from '../../src/store/postgres/open.ts'
import { type News, type Store, StoreUnavailable } from '../../src/store/store.ts'
import { until } from '../front-door/house.ts'
import { newDatabase, type PostgresPlace, postgresPlace } from '../postgres/place.ts'
import { next, someone, turn } from './samples.ts'

const LEASED = Number.MAX_SAFE_INTEGER

describe('the connections of the PostgreSQL store', () => {
  let place: PostgresPlace
  let one: Store
  let other: Store
  const lan = someone('lan')

  beforeEach(async () => {
    place = await postgresPlace()
    one = await place.open()
    other = await place.open()
  })
  afterEach(async () => {
    await Promise.all([one.close(), other.close()])
    await place.remove()
  })

  /** What a store hears, once it can hear. */
  async function newsOf(store: Store): Promise<News[]> {
    const heard: News[] = []
    store.onNews(news => heard.push(news))
    // One that has just begun to listen looks at everybody's: from then on it hears.
    await until(async () => {
      const listening = await place.query(`select 1 from pg_stat_activity where query like '%listen %'`)
      return listening.length >= 2
    }, 'both to listen')
    return heard
  }
  const told = (heard: readonly News[]) => heard.filter(news => news !== null)

  it('bring the news of a commit to the others and not to itself, under names that say nothing of the person', async () => {
    const [own, others] = [await newsOf(one), await newsOf(other)]
    await one.commit([turn(lan)])
    await until(() => told(others).length > 0, 'the news')
    const name = personHash(lan)
    expect(told(others)).toEqual([{ persons: [name], unsent: [name] }])
    expect(name).not.toContain('lan')
    await other.commit([turn(someone('mai'))])
    await until(() => told(own).length > 0, 'the news of the other')
    expect(told(own)).toMatchObject([{ persons: [personHash(someone('mai'))] }])
  })

  it('tell nobody to send what the writer sends itself', async () => {
    const others = await newsOf(other)
    const record = turn(lan)
    record.change.outbox = record.change.outbox.map(row => ({ ...row, leasedUntil: LEASED }))
    await one.commit([record])
    await until(() => told(others).length > 0, 'the news')
    expect(told(others)).toEqual([{ persons: [personHash(lan)], unsent: [] }])
  })

  it('bring the news of more people than one notice has room for', async () => {
    const others = await newsOf(other)
    const people = Array.from({ length: 400 }, (_, index) => someone(`p${index}`))
    await one.commit(people.map(person => turn(person)))
    const names = () => new Set(told(others).flatMap(news => news?.persons ?? []))
    await until(() => names().size === people.length, 'all names')
  })

  it('are made anew where they were cut, and then everybody is looked at', async () => {
    const heard = await newsOf(other)
    await until(() => heard.length > 0, 'the first look')
    const before = heard.length
    await place.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
    )
    await until(
      () =>
        one.commit([turn(lan)]).then(
          () => true,
          () => false,
        ),
      'a commit',
    )
    expect(await other.load([lan])).toMatchObject([next(lan)])
    await until(() => heard.slice(before).includes(null), 'a look at everybody')
    await until(
      async () => {
        await one.commit([turn(someone(`later-${heard.length}-${Math.random()}`))])
        return told(heard).length > 0
      },
      'news again',
      10_000,
    )
  })

  it('keep a letter that PostgreSQL does not know as one that stands for it', async () => {
    await one.commit([
      turn(lan, { questions: [{ text: 'a\0b', at: 1, status: 'unknown', candidates: '[]', step: null }] }),
    ])
    expect((await place.dump()).questions).toMatchObject([{ text: 'a\uFFFDb' }])
  })
})

describe('a PostgreSQL that cannot be used is refused with a sentence', () => {
  const refusalOf = async (url: string) => {
    const error: unknown = await openPostgresStore(url).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(StoreUnavailable)
    return error instanceof Error ? error.message : ''
  }

  it('where nobody listens', async () => {
    expect(await refusalOf('postgres://danloi@127.0.0.1:9/danloi')).toContain(
      'cannot be reached. Check DATABASE_URL',
    )
  })

  it('where there is no such database', async () => {
    const url = new URL(await newDatabase())
    url.pathname = '/khong-co'
    expect(await refusalOf(url.href)).toContain('There is no database of this name. Make it')
  })

  it('where a newer version has changed it', async () => {
    const { url, query } = await postgresPlace()
    await query(`insert into migrations (name, applied_at) values ('9999-later', 1)`)
    expect(await refusalOf(url)).toContain('changed by a newer version (9999-later)')
    await query(`delete from migrations where name = '9999-later'`)
  })
})
