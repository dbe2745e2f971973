import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openDocument } from '../../src/store/document.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import type { Store } from '../../src/store/store.ts'

const Curation = z.object({ phrasings: z.record(z.string(), z.array(z.string())) })
type Curation = z.infer<typeof Curation>

const NONE: Curation = { phrasings: {} }
const learn = (phrase: string) => (curation: Curation) => {
  curation.phrasings['khai-sinh'] = [...(curation.phrasings['khai-sinh'] ?? []), phrase]
}

describe('a document', () => {
  let store: Store
  const open = () => openDocument(store, 'curation', NONE, json => Curation.parse(json))

  beforeEach(async () => {
    store = await openSqliteStore(':memory:')
  })
  afterEach(() => store.close())

  it('is what it was given to start with until somebody changes it', async () => {
    const document = await open()
    expect(document.data).toEqual(NONE)
    expect(await store.getDocument('curation')).toBeNull()
  })

  it('is there for whoever opens it next', async () => {
    await (await open()).update(learn('làm khai sanh'))
    expect((await open()).data).toEqual({ phrasings: { 'khai-sinh': ['làm khai sanh'] } })
    expect(NONE).toEqual({ phrasings: {} })
  })

  it('loses no change when two hold it and both change it', async () => {
    const [one, other] = [await open(), await open()]
    await one.update(learn('khai sanh'))
    await other.update(learn('giấy sanh'))
    await one.update(learn('giấy đẻ'))
    expect((await other.refresh()).phrasings['khai-sinh']).toEqual(['khai sanh', 'giấy sanh', 'giấy đẻ'])
  })

  it('applies a change again to what somebody wrote between its reading and its writing', async () => {
    const rival = await open()
    let raced = false
    const document = await openDocument(
      {
        getDocument: name => store.getDocument(name),
        async putDocument(name, body, expected) {
          if (!raced) {
            raced = true
            await rival.update(learn('giấy sanh'))
          }
          return store.putDocument(name, body, expected)
        },
      },
      'curation',
      NONE,
      json => Curation.parse(json),
    )
    const data = await document.update(learn('khai sanh'))
    expect(data.phrasings['khai-sinh']).toEqual(['giấy sanh', 'khai sanh'])
    expect((await rival.refresh()).phrasings['khai-sinh']).toEqual(['giấy sanh', 'khai sanh'])
  })

  it('takes many changes at once, from two holders', async () => {
    const [one, other] = [await open(), await open()]
    const phrases = Array.from({ length: 20 }, (_, number) => `cách nói ${number}`)
    await Promise.all(phrases.map((phrase, number) => (number % 2 === 0 ? one : other).update(learn(phrase))))
    const { phrasings } = await one.refresh()
    expect([...(phrasings['khai-sinh'] ?? [])].sort()).toEqual([...phrases].sort())
  })

  it('stays as it was when a change throws, and takes the next one', async () => {
    const document = await open()
    await document.update(learn('khai sanh'))
    const failing = document.update(curation => {
      curation.phrasings = {}
      throw new Error('no such procedure')
    })
    await expect(failing).rejects.toThrow('no such procedure')
    expect(document.data.phrasings['khai-sinh']).toEqual(['khai sanh'])
    await document.update(learn('giấy sanh'))
    expect(document.data.phrasings['khai-sinh']).toEqual(['khai sanh', 'giấy sanh'])
  })

  it('gives up when it never gets its turn', async () => {
    const document = await openDocument(
      { getDocument: name => store.getDocument(name), putDocument: async () => false },
      'curation',
      NONE,
      json => Curation.parse(json),
    )
    await expect(document.update(learn('khai sanh'))).rejects.toThrow('curation changed')
    expect(document.data).toEqual(NONE)
  })

  it('is refused where the store holds something else', async () => {
    await store.putDocument('curation', '{"phrasings":[1]}', 0)
    await expect(open()).rejects.toThrow()
  })
})
