import { describe, expect, it } from 'vitest'
import { type House, oneHouse, openHouse, until } from './house.ts'
import { actOutTheFirst, READING_MS } from './scenes.ts'
import type { Talker } from './talking.ts'

/** What the whole house does alike on every platform; `talkerIn` gives somebody new on it. */
export function describePlatform(platform: string, talkerIn: (house: House) => Talker): void {
  describe(`over the webhook of ${platform}, with ${platform} refusing what the real one refuses`, () => {
    const open = oneHouse()

    it('somebody is led from the first message through the account to the state of the dossier', async () => {
      const house = await openHouse()
      await actOutTheFirst(house, talkerIn(house))
    })

    it('a message that is delivered three times is answered once', async () => {
      const house = open()
      const { says, got } = talkerIn(house)
      for (let delivery = 0; delivery < 3; delivery++)
        expect(await says('đăng ký tạm trú', { messageId: 'lap-lai' })).toMatchObject({ status: 200 })
      house.passTime(READING_MS)
      await says('danh mục')
      await until(() => got().some(({ text }) => text?.includes('Đang cần việc nào') ?? false), 'the menu')
      expect(got().filter(({ text }) => text?.startsWith('Đăng ký tạm trú'))).toHaveLength(1)
    })

    it(`while ${platform} is down nothing is lost, and it leaves in order when ${platform} is back`, async () => {
      const house = await openHouse()
      const { says, got, platform: service } = talkerIn(house)
      await says('chào')
      await until(() => got().length === 2, 'the greeting')
      await service.goDown()
      for (const text of ['đăng ký tạm trú', 'danh mục', 'gặp cán bộ']) {
        house.passTime(READING_MS)
        expect(await says(text)).toMatchObject({ status: 200 })
      }
      await service.comeUp()
      await until(() => got().length >= 5, 'the three answers', 15_000)
      const heads = got().map(({ text }) => text?.split(/[:\n]/)[0])
      expect(heads[2]).toBe('Đăng ký tạm trú')
      expect(heads[3]).toContain('Đang cần việc nào')
      expect(heads[4]).toContain('Cán bộ ở')
    })
  })
}
