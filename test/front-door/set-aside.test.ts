import { describe, expect, it } from 'vitest'
import { openPostgresStore } from '../../src/store/postgres/open.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import type { Store } from '../../src/store/store.ts'
import { newDatabase } from '../postgres/place.ts'
import { openHouse, until } from './house.ts'

const CITIZEN = '2000000000000000002'
const POISON = 'câu làm hỏng mọi thứ'

/** A store that no turn about this text gets into, as where a fault of ours breaks a rule of the schema. */
function refusing(store: Store): Store {
  return {
    ...store,
    commit: turns =>
      turns.some(({ change }) => change?.messages.some(({ body }) => body.includes(POISON)))
        ? Promise.reject(new RangeError('a rule of the schema was broken'))
        : store.commit(turns),
  }
}

describe.each([
  { engine: 'SQLite', open: openSqliteStore },
  { engine: 'PostgreSQL', open: async () => openPostgresStore(await newDatabase()) },
])('a message whose turn fails every time, on $engine', ({ open }) => {
  it('is set aside after three tries with an apology, and the next one works', {
    timeout: 60_000,
  }, async () => {
    const { zalo, server, passTime } = await openHouse({}, async file => refusing(await open(file)))
    const heard = (words: string) => () => zalo.sentTo(CITIZEN).some(({ text }) => text?.includes(words))
    expect((await zalo.userSays(CITIZEN, POISON)).status).toBe(200)
    await until(() => {
      passTime(5_000)
      return heard('trục trặc')()
    }, 'the apology')
    await until(async () => (await server.store.backlog(Date.now())).dead === 1, 'the dead letter')
    expect((await zalo.userSays(CITIZEN, 'danh mục')).status).toBe(200)
    await until(heard('Đang cần việc nào'), 'the menu')
    expect(zalo.sentTo(CITIZEN).filter(({ text }) => text?.includes('trục trặc'))).toHaveLength(1)
  })
})
