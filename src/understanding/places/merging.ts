import type { NamedPlace } from '../intent.ts'
import { sequenceAt, sequences } from '../text/sequences.ts'
import { agree, type Token, tokenise } from '../text/tokens.ts'
import { type FoundPlace, named } from './places.ts'

export type AskedOfPlaces = {
  readonly places: readonly NamedPlace[]
  /** It asks what became of them; `cues` are the places of the words that ask it. */
  readonly asks: boolean
  readonly cues: ReadonlySet<number>
  /** It says nothing else. */
  readonly nothingElse: boolean
}

/** What a text asks that names a place: what became of it, and whether it says anything else. */
export function askedOfPlaces(tokens: readonly Token[], found: readonly FoundPlace[]): AskedOfPlaces {
  const inNames = new Set(found.flatMap(({ at, length }) => Array.from({ length }, (_, more) => at + more)))
  const inCues = new Set<number>()
  for (const at of tokens.keys())
    for (const more of sequenceAt(CUES, tokens, at)?.tokens.keys() ?? []) inCues.add(at + more)
  const rest = tokens.filter((_, at) => !inNames.has(at) && !inCues.has(at))
  const asks = inCues.size > 0
  const nothingElse = rest.every(token => AROUND.some(word => agree(token, word)))
  // Where a text asks for nothing but a place, what is a common word elsewhere is that place.
  const meant = asks && nothingElse ? found : found.filter(({ sure }) => sure)
  return { places: meant.map(named), asks, cues: inCues, nothingElse }
}

/** How people ask what became of a place. */
const CUES = sequences(
  [
    'sáp nhập',
    'sát nhập',
    'xáp nhập',
    'hợp nhất',
    'gộp',
    'nhập vào',
    'nhập với',
    'nhập về',
    'giờ là',
    'nay là',
    'giờ gọi là',
    'nay gọi là',
    'thành gì',
    'thành tỉnh nào',
    'thành xã nào',
    'đổi tên',
    'đổi thành',
    'tên mới',
    'tên cũ',
    'tên gì',
    'tên là gì',
    'giờ thuộc',
    'nay thuộc',
    'thuộc tỉnh nào',
    'thuộc xã nào',
    'thuộc phường nào',
    'thuộc đâu',
    'là tỉnh nào',
    'là xã nào',
    'là phường nào',
    'về tỉnh nào',
    'về xã nào',
    'về phường nào',
    'về đâu',
    'còn không',
    'còn tên',
    'gồm những',
    'gồm xã nào',
    'gồm tỉnh nào',
  ].map(text => ({ tokens: tokenise(text), value: true })),
)

/** What stands around a place's name in such a question and says nothing of its own. */
const AROUND = tokenise(
  'tỉnh thành phố tp xã phường thị trấn huyện cũ mới trước kia xưa hồi giờ nay bây hiện tại thì là có bị được đã đang rồi chưa không ko k hay gì nào đâu ai ở thuộc về vào với và của cho em tôi mình con anh chị cô chú bác ad ơi ạ à nhỉ vậy thế hả ha nhé nha hỏi xin biết muốn sao tên gọi quê những các theo đơn vị',
)
