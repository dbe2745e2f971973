import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Knowledge } from '../../src/catalogue/knowledge.ts'
import { whereaboutsOf } from '../../src/catalogue/places.ts'
import { Provinces, Units } from '../../src/catalogue/schema/places.ts'
import { placeFinder } from '../../src/understanding/places/places.ts'
import { tokenise } from '../../src/understanding/text/tokens.ts'
import { NOTHING_EXPECTED, understand } from '../../src/understanding/understand.ts'
import { smallKnowledge } from './fixture.ts'

const yaml = (file: string): unknown => parse(readFileSync(file, 'utf8'))
const { provinces, source } = Provinces.parse(yaml('content/places/provinces.yaml'))
const units = Units.parse(yaml('content/places/units.yaml'))
const find = placeFinder({ provinces, units })

/** What a text names for sure: `hai-phong (Tỉnh Hải Dương)`, as far as it is another name than today's. */
const named = (text: string) =>
  find(tokenise(text))
    .filter(({ sure }) => sure)
    .map(({ id, name, former }) => (former ? `${id} (${name})` : id))

const knowledge: Knowledge = {
  ...smallKnowledge(),
  places: {
    provinces,
    units,
    source,
    home: whereaboutsOf('Xã Ví Dụ, tỉnh Thanh Hóa', { provinces, units }),
  },
}

/** What a message means with its places: `topic 1.001193 @ hai-phong`, `places hai-phong`. */
const meaning = (text: string) =>
  understand(knowledge, text, NOTHING_EXPECTED)
    .map(intent => {
      if (intent.kind === 'places') return `places ${intent.places.map(({ id }) => id).join(' ')}`
      if (intent.kind !== 'topic') return intent.kind
      const at = intent.places?.map(({ id }) => id).join(' ')
      return [`topic ${intent.topic.id}`, ...(at ? [`@ ${at}`] : [])].join(' ')
    })
    .join(' + ')

describe('the list of provinces', () => {
  it('holds 34 of today, and leads each of the 63 of before to one of them', () => {
    expect(provinces).toHaveLength(34)
    const merged = provinces.flatMap(({ formerly }) => formerly.filter(({ earlier }) => !earlier))
    expect(provinces.length + merged.length).toBe(63)
  })

  it('finds every name by itself, with accents, after “tỉnh” also without', () => {
    const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll(/đ/gi, 'd')
    for (const { id, name, formerly } of provinces)
      for (const known of [name, ...formerly.map(former => former.name)]) {
        expect(find(tokenise(known)).map(place => place.id)).toContain(id)
        expect(
          find(tokenise(plain(known)))
            .filter(({ sure }) => sure)
            .map(place => place.id),
        ).toContain(id)
      }
  })
})

describe('a place in a text', () => {
  it.each([
    ['tôi ở Hải Dương', ['hai-phong (Tỉnh Hải Dương)']],
    ['toi o hai duong', ['hai-phong (Tỉnh Hải Dương)']],
    ['que thai binh len ha noi', ['hung-yen (Tỉnh Thái Bình)', 'ha-noi']],
    ['nhà ở tphcm', ['ho-chi-minh']],
    ['dang o sg', ['ho-chi-minh']],
    ['hộ khẩu Sài Gòn', ['ho-chi-minh']],
    ['tp Hải Phòng', ['hai-phong']],
    ['TP. HCM', ['ho-chi-minh']],
    ['Vũng Tàu', ['ho-chi-minh (Tỉnh Bà Rịa–Vũng Tàu)']],
    ['ngoài Huế', ['hue']],
    ['xa dan luc', ['trieu-son (Xã Dân Lực)']],
    ['xã Triệu Sơn tỉnh Thanh Hóa', ['trieu-son', 'trieu-son (Thị trấn Triệu Sơn)', 'thanh-hoa']],
  ])('“%s” is %j', (text, expected) => {
    expect(named(text).toSorted()).toEqual(expected.toSorted())
  })

  it.each([
    ['dien bien ho so the nao', 'diễn biến'],
    ['ca mau don', 'cả mẫu đơn'],
    ['in thanh hoa don', 'in thành hóa đơn'],
    ['hn co lam viec khong', 'hôm nay'],
    ['ví dụ làm khai sinh thì sao', 'for example'],
    ['chu ho co dan quyen gi', 'no commune'],
    ['xã Hòa Bình', 'a commune, not the province'],
    ['đường Hải Phòng', 'a street'],
    ['trường Lạng Sơn', 'a school'],
    ['bà Hải Dương', 'a person'],
    ['huyện Triệu Sơn', 'a district that is gone'],
    ['xã Minh Sơn tỉnh Nghệ An', 'another commune of that name'],
  ])('“%s” names none of ours: %s', text => {
    expect(named(text).filter(name => name !== 'nghe-an')).toEqual([])
  })

  it('that was divided is all the places that it went to', () => {
    expect(named('thị trấn Ví Dụ Tây')).toEqual([
      'vi-du (Thị trấn Ví Dụ Tây)',
      'minh-hoa (Thị trấn Ví Dụ Tây)',
    ])
  })
})

describe('whoever asks what became of a place', () => {
  it.each([
    ['tỉnh Hải Dương giờ là gì', 'places hai-phong'],
    ['tinh ha tay gio la gi', 'places ha-noi'],
    ['hai duong sap nhap chua', 'places hai-phong'],
    ['thai binh gio la tinh nao vay', 'places hung-yen'],
    ['Thanh Hóa có sáp nhập không ạ', 'places thanh-hoa'],
    ['cho em hỏi xã Dân Lực giờ thuộc xã nào', 'places trieu-son'],
    ['dan luc gio ve xa nao', 'places trieu-son'],
    ['Hà Nam với Nam Định giờ là tỉnh nào', 'places ninh-binh ninh-binh'],
    ['Hải Dương', 'places hai-phong'],
  ])('“%s” means %s', (text, expected) => {
    expect(meaning(text)).toBe(expected)
  })

  it.each([
    ['sáp nhập Hải Dương rồi đăng ký khai sinh ở đâu', 'topic 1.001193 @ hai-phong'],
    ['đăng ký tạm trú ở Bình Dương nộp ở đâu', 'topic 1.004194 @ ho-chi-minh'],
    ['em quê Thái Bình, đang ở Bình Dương, đăng ký tạm trú ở đâu', 'topic 1.004194 @ ho-chi-minh'],
    ['lam khai sinh o nghe an', 'topic 1.001193 @ nghe-an'],
    ['đăng ký khai sinh', 'topic 1.001193'],
  ])('but “%s” means %s', (text, expected) => {
    expect(meaning(text)).toBe(expected)
  })
})
