import { agree, type Token, tokenise } from './tokens.ts'

/**
 * "Bố mới mất" tells of a death, "bố mới mất xe" of a loss, "mất rồi" of either: what stands around the one word
 * decides. Null where a text has no such word, or only asks what something costs ("mất bao lâu").
 */
export function toldByMat(tokens: readonly Token[]): 'death' | 'loss' | 'unclear' | null {
  const told = tokens.flatMap((token, at) =>
    agree(token, MAT) && !isOneOf(tokens[at + 1], COSTS) ? [toldAt(tokens, at)] : [],
  )
  return ONE_OF_ALL.find(one => told.includes(one)) ?? null
}

const ONE_OF_ALL = ['loss', 'death', 'unclear'] as const

const [MAT = { letters: 'mat', marks: '' }] = tokenise('mất')

function toldAt(tokens: readonly Token[], at: number): 'death' | 'loss' | 'unclear' {
  const after = tokens.slice(at + 1).find(token => !isOneOf(token, BEFORE_THINGS))
  if (after && !isOneOf(after, AFTER_DEATH)) return 'loss'
  const before = tokens.slice(0, at).findLast(token => !isOneOf(token, BETWEEN))
  if (!before || isOneOf(before, LOSING)) return 'loss'
  return isOneOf(before, PEOPLE) ? 'death' : 'unclear'
}

function isOneOf(token: Token | undefined, words: readonly Token[]): boolean {
  return token !== undefined && words.some(word => agree(token, word))
}

const COSTS = tokenise('bao mấy phí lệ nhiêu nhiều')
/** "Bị mất", "làm mất", "rơi mất". */
const LOSING = tokenise('bị làm rơi rớt đánh lấy trộm cắp')
const BEFORE_THINGS = tokenise('hết luôn cái chiếc cả')
const AFTER_DEATH = tokenise(
  'rồi hôm bữa ngày tuần tháng năm sáng trưa chiều tối đêm lúc khi từ nay giờ trước lâu sớm đột ngột ở tại trong vì do ' +
    'thì phải cần làm nên mà để đi khai báo chưa đã được không là có lo gia con cháu vợ chồng gđ nhà xong ạ à hả ko răng sao',
)
const BETWEEN = tokenise('mới vừa đã sắp lại đột ngột tôi tui em mình nhà ấy đều')
const PEOPLE = tokenise(
  'bố ba cha tía thầy mẹ má mạ u bầm ông bà nội ngoại cụ chồng vợ anh chị em trai gái cô dì chú bác cậu con cháu dâu rể ' +
    'người thân xã chủ tao',
)
