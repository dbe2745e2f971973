import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { type House, oneHouse, until } from './house.ts'

let people = 0
let citizen: string
const CENTRE = 'Gần nhất là Trung tâm Phục vụ hành chính công xã Ví Dụ'

const heard = ({ zalo }: House) =>
  zalo
    .sentTo(citizen)
    .map(({ text }) => text)
    .join('\n')

/** Resolves when the citizen has read this. */
const reads = (house: House, words: string) =>
  until(() => heard(house).includes(words), `"${words}" in\n${heard(house)}`)

/** Everything in the database, also what was written before and not yet overwritten. */
const written = ({ folder }: House) =>
  ['dan-loi.db', 'dan-loi.db-wal'].map(name => readFileSync(`${folder}/data/${name}`, 'utf8')).join('')

async function transcript({ server, zalo }: House) {
  await server.turns.idle()
  const account = `zalo:${zalo.settings.oaId}`
  const [conversation] = await server.store.load([{ account, person: citizen }])
  const rows = await server.store.messages({ conversation: conversation?.id ?? '', after: 0, limit: 50 })
  return rows
    .filter(({ from }) => from === 'person')
    .map(({ body }) => {
      const { text }: { text: string } = JSON.parse(body)
      return text
    })
}

describe('what is no text, over signed webhooks', () => {
  const open = oneHouse()

  beforeEach(() => {
    citizen = `20000000000000001${10 + people++}`
  })

  it('a location is answered with the nearest place, and is kept nowhere', async () => {
    const house = open()
    const coordinates = { latitude: '19.80812345', longitude: '105.77712345' }
    expect((await house.zalo.userSends(citizen, 'location', { coordinates })).status).toBe(200)
    await reads(house, CENTRE)
    await reads(house, 'Thứ Hai đến thứ Sáu: 7 giờ đến 11 giờ 30 và 13 giờ 30 đến 17 giờ')
    expect(heard(house)).toMatch(/Đang (mở cửa đến|đóng cửa, mở lại lúc)/)
    expect(await transcript(house)).toEqual(['📍'])
    expect(written(house)).not.toMatch(/19\.808|105\.777/)
  })

  it('a location in the other shape is answered too, and one from far away with the list', async () => {
    const house = open()
    const event = (location: object, id: string) => ({
      app_id: house.zalo.settings.appId,
      event_name: 'user_send_location',
      sender: { id: citizen },
      recipient: { id: house.zalo.settings.oaId },
      message: { location, msg_id: id },
      timestamp: String(house.zalo.now()),
    })
    await house.zalo.userSays(citizen, 'chào')
    await house.zalo.posts(event({ latitude: 19.808, longitude: 105.777 }, 'here'))
    await reads(house, CENTRE)
    await house.zalo.posts(event({ latitude: 10.03, longitude: 105.78 }, 'far'))
    await reads(house, '• Công an xã Ví Dụ')
  })

  it('a photo is warned of, its address is kept nowhere, and what stands under it is answered', async () => {
    const house = open()
    const { zalo } = house
    const address = 'https://photo-talk.zdn.vn/cccd-mat-truoc.jpg'
    await zalo.userSends(citizen, 'image', { url: address, thumbnail: address })
    await reads(house, 'Nếu là ảnh căn cước hay giấy tờ, xin đừng gửi')
    await zalo.posts({
      app_id: zalo.settings.appId,
      event_name: 'user_send_image',
      sender: { id: citizen },
      recipient: { id: zalo.settings.oaId },
      message: {
        msg_id: 'captioned',
        text: 'số 012345678901, tôi muốn đăng ký tạm trú',
        attachments: [{ type: 'image', payload: { url: address } }],
      },
      timestamp: String(zalo.now()),
    })
    await reads(house, 'không cần số giấy tờ')
    await reads(house, 'Đăng ký tạm trú')
    expect((await transcript(house))[0]).toBe('🖼')
    expect(written(house)).not.toMatch(/zdn\.vn|012345678901/)
  })

  it('a voice message gets the tip with the microphone', async () => {
    const house = open()
    await house.zalo.userSends(citizen, 'audio', { url: 'https://voice.zdn.vn/a.aac' })
    await reads(house, 'giữ phím hình micro')
    expect(await transcript(house)).toEqual(['🎤'])
    expect(written(house)).not.toContain('zdn.vn')
  })

  it('what somebody fills in about themselves goes nowhere; they get a warm word and the menu', async () => {
    const house = open()
    const { zalo } = house
    await zalo.userSays(citizen, 'chào')
    const told = await zalo.posts({
      app_id: zalo.settings.appId,
      user_id_by_app: '3000000000000000003',
      event_name: 'user_submit_info',
      sender: { id: citizen },
      recipient: { id: zalo.settings.oaId },
      info: {
        name: 'Nguyễn Thị Bích Đào',
        phone: '84912345678',
        user_dob: '1961-02-03',
        gender: 'female',
        full_address: { user_city: 'Thanh Hóa', user_ward: 'Hạc Thành', user_address: 'số 5 ngõ Hoa Lan' },
      },
      timestamp: String(zalo.now()),
    })
    expect(told.status).toBe(200)
    await reads(house, 'không giữ lại gì cả.\n\nĐang cần việc nào')
    expect(await transcript(house)).toEqual(['chào', '👤'])
    expect(written(house)).not.toMatch(/Bích Đào|84912345678|1961-02-03|Hoa Lan|Hạc Thành/)
  })

  it('whoever touches "Nhắn tin" is met and shown what there is', async () => {
    const house = open()
    const { zalo } = house
    await zalo.follow(citizen)
    await reads(house, 'Đang cần việc nào')
    const click = (person: string) =>
      zalo.posts({
        event_name: 'user_click_chatnow',
        app_id: zalo.settings.appId,
        oa_id: zalo.settings.oaId,
        user_id: person,
        user_id_by_app: '3000000000000000003',
        timestamp: String(zalo.now()),
      })
    expect((await click(citizen)).status).toBe(200)
    await house.server.turns.idle()
    expect(zalo.sentTo(citizen)).toHaveLength(2)
    await click('2000000000000000009')
    const account = `zalo:${zalo.settings.oaId}`
    await house.server.turns.idle()
    const [met] = await house.server.store.load([{ account, person: '2000000000000000009' }])
    const rows = await house.server.store.messages({ conversation: met?.id ?? '', after: 0, limit: 9 })
    expect(rows.map(({ body }) => body).join()).toMatch(/trợ lý tự động.*Đang cần việc nào/s)
  })
})
