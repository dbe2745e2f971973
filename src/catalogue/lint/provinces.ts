import type { Content } from '../content.ts'
import { ofToday } from './history.ts'
import { type Problem, type Rule, spokenFiles } from './rule.ts'
import { textsOf } from './texts.ts'

/**
 * A province that went into another one on 1 July 2025 is not named as if it still were one. Names live on in
 * communes and streets, so that they are looked for only where a province is meant.
 */
export const provinces: Rule = {
  id: 'provinces',
  title: 'không nhắc tỉnh đã nhập như còn riêng',
  blocks: false,
  looksAt: spokenFiles,
  check: content => {
    const gone = goneIn(content)
    if (gone.size === 0) return []
    const asProvince = new RegExp(`${OF_A_PROVINCE} ${oneOf(gone)}`, 'giu')
    // An address ends in its province.
    const atTheEnd = new RegExp(`,\\s*${oneOf(gone)}\\.?\\s*$`, 'giu')
    return textsOf(content).flatMap(({ file, line, role, text }) =>
      ofToday(text)
        .flatMap(sentence => [
          ...sentence.matchAll(asProvince),
          ...(role === 'place' ? sentence.matchAll(atTheEnd) : []),
        ])
        .map(([words, name = '']): Problem => {
          const into = gone.get(key(name))
          const message = `"${words.replace(/^,/, '').trim()}": từ ngày 1/7/2025 đã nhập vào ${into}; ghi tên mới, hoặc nói rõ là tên cũ`
          return { level: 'warn', file, line, message }
        }),
    )
  },
}

/** "tỉnh Bình Dương", "UBND Hà Nam", "Sở Tư pháp Thái Bình", "Công an Long An". */
const OF_A_PROVINCE = '(?<!\\p{L})(?:tỉnh|UBND|ủy ban nhân dân|công an|sở(?: \\p{L}+){1,4})'

/** What is no province any more, without its kind and folded by `key`, with the province that it is in now. */
function goneIn({ provinces }: Content): ReadonlyMap<string, string> {
  const now = new Set(provinces.value.provinces.map(({ name }) => key(name)))
  return new Map(
    provinces.value.provinces
      .flatMap(({ name, formerly }) => formerly.map(former => [key(former.name), name] as const))
      .filter(([former]) => !now.has(former)),
  )
}

function key(name: string): string {
  return name
    .toLowerCase()
    .replace(/^(?:tỉnh|thành phố) /u, '')
    .replace(/\s*[-–]\s*/u, '-')
}

function oneOf(names: ReadonlyMap<string, string>): string {
  const written = [...names.keys()].map(name => name.replace('-', '\\s*[-–]\\s*'))
  return `(${written.join('|')})(?!\\p{L})`
}
