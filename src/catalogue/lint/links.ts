import { linksOf, sourcesOf } from './addresses.ts'
import { type Problem, type Rule, spokenFiles } from './rule.ts'
import { textsOf } from './texts.ts'

/** People are sent to pages of the state only: look-alikes are how they get robbed. */
export const links: Rule = {
  id: 'links',
  title: 'đường dẫn chỉ đến trang .gov.vn',
  blocks: false,
  looksAt: spokenFiles,
  check: content => [
    ...linksOf(content).flatMap(({ url, ...place }): Problem[] =>
      isOfTheState(url) ? [] : [{ level: 'fail', ...place, message: elsewhere(url) }],
    ),
    ...sourcesOf(content).flatMap(({ url, ...place }): Problem[] =>
      isOfTheState(url)
        ? []
        : [
            {
              level: 'warn',
              ...place,
              message: `nguồn ${url} không phải trang .gov.vn; nên dẫn văn bản gốc`,
            },
          ],
    ),
    ...textsOf(content).flatMap(({ text, file, line }) =>
      addressesIn(text)
        .filter(address => !isOfTheState(address))
        .map((address): Problem => ({ level: 'fail', file, line, message: elsewhere(address) })),
    ),
  ],
}

/** `{trang-thu-tuc}` is filled with a page of the national portal. */
function isOfTheState(address: string): boolean {
  if (address.startsWith('{')) return true
  const url = URL.parse(address.includes('://') ? address : `https://${address}`)
  return url?.protocol === 'https:' && url.hostname.endsWith('.gov.vn') && url.username === ''
}

function addressesIn(text: string): string[] {
  const found = text.match(
    /https?:\/\/[^\s"”’)]+|(?<![\p{L}\p{N}@.])(?:[a-z0-9-]+\.)+(?:vn|com|net|org|info|me|io)(?![\p{L}\p{N}])/giu,
  )
  return (found ?? []).map(address => address.replace(/[.,;:!?]+$/, ''))
}

function elsewhere(address: string): string {
  return `${address} không phải địa chỉ https của trang .gov.vn; chỉ dẫn người dân đến trang của Nhà nước`
}
