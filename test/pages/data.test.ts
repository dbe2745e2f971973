import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
}, 60_000)
afterAll(() => house?.close())

const textOf = async (path: string) =>
  (await fetch(house.server.url + path, { headers: { accept: 'text/html' } })).text()

/** What somebody reads between head and foot, a sentence each. */
function sentences(page: string): string[] {
  const [, main = ''] = /<main[^>]*>(.*)<\/main>/s.exec(page) ?? []
  return main
    .replace(/<\/(p|li|h\d)>/g, '. ')
    .replace(/<[^>]+>/g, '')
    .split(/(?<=[.?!])\s+/)
    .map(sentence => sentence.replace(/[\s.]+/g, ' ').trim())
    .filter(sentence => sentence !== '')
}

describe('the page of what is kept', () => {
  it('says what, for how long, how to get and erase it, and whom to ask', async () => {
    const page = await textOf('/du-lieu')
    const { agency, dataContact, keepDays } = house.server.library.knowledge.operator
    for (const words of [
      agency,
      dataContact,
      `mỗi tin giữ ${keepDays} ngày`,
      'tải dữ liệu của tôi',
      'xóa dữ liệu của tôi',
      '91/2025/QH15',
    ])
      expect(page).toContain(words)
  })

  it('is read by everybody: no sentence has more than 20 words, none guesses who reads', async () => {
    const said = sentences(await textOf('/du-lieu'))
    expect(said.length).toBeGreaterThan(20)
    expect(said.filter(sentence => sentence.split(' ').length > 20)).toEqual([])
    expect(said.filter(sentence => /(?<!\p{L})(bạn|bấm|quý khách)(?!\p{L})/iu.test(sentence))).toEqual([])
  })

  it('is found from every page and from the chat', async () => {
    for (const path of ['/thu-tuc', '/thu-tuc/1.001193', '/chat', '/phieu'])
      expect(await textOf(path)).toContain('href="/du-lieu"')
  })
})
