import { describe, expect, it } from 'vitest'
import type { Conversation } from '../../src/guidance/conversation.ts'
import { newConversation } from '../../src/guidance/conversation.ts'
import { expects } from '../../src/guidance/expects.ts'
import { replay, stepAt } from '../../src/guidance/walk/replay.ts'
import { unshown } from '../../src/guidance/walk/unshown.ts'
import { stepText } from '../../src/guidance/words.ts'
import { understand } from '../../src/understanding/understand.ts'
import { contentKnowledge } from '../content-knowledge.ts'
import { Walker } from '../guidance/walk.ts'

const knowledge = contentKnowledge('khong')

/** Somebody to whom a do step has just been shown. */
function at(guide: string, path: string): Conversation {
  const run = {
    id: 'r',
    guide,
    relation: 'minh',
    startedAt: 0,
    link: null,
    unit: '',
    guideVersion: '',
  } as const
  const step = { run: run.id, path }
  return {
    ...newConversation(0),
    runs: [{ ...run, shown: path, answers: {}, facts: {} }],
    current: run.id,
    stepShown: true,
    prompt: [
      { title: 'Xong rồi', action: { do: 'answer', ...step, value: 'done' }, words: ['done', 'yes'] },
      { title: 'Bị vướng', action: { do: 'stuck', ...step }, words: ['no', 'notYet'] },
      { title: 'Gặp cán bộ', action: { do: 'command', command: 'staff' } },
    ],
  }
}

/** What the text is taken for: an obstacle's id, `stuck` for the list of them, else the kind of what it means. */
function taken(place: string, text: string): string {
  const [guide = '', ...path] = place.split('/')
  const conversation = at(guide, path.join('/'))
  const [intent] = understand(knowledge, text, expects(knowledge, conversation))
  if (intent?.kind !== 'choice') return intent?.kind ?? ''
  const choices = [...conversation.prompt, ...unshown(knowledge, conversation)]
  const action = choices[intent.index]?.action
  return action?.do === 'obstacle' ? action.obstacle : (action?.do ?? '')
}

describe('whoever types what is wrong at a step', () => {
  it.each([
    ['tai-khoan/sang-may-moi', 'máy báo nfc không quét được', 'nfc-khong-doc'],
    ['tai-khoan/sang-may-moi', 'may khong co nfc', 'khong-nfc'],
    ['tai-khoan/sang-may-moi', 'máy đầy rồi không cài được nữa', 'khong-cai-duoc'],
    ['tai-khoan/sim', 'sim đứng tên người khác', 'khong-chinh-chu'],
    ['tai-khoan/sim', 'sim dung ten nguoi khac', 'khong-chinh-chu'],
    ['tai-khoan/sim', 'nó ra tên người khác chứ không phải tên tôi', 'khong-chinh-chu'],
    ['tai-khoan/sim', 'nhắn 1414 mà không thấy trả lời', 'khong-tra-loi'],
    ['tai-khoan/cai-ung-dung', 'quên mật khẩu google', 'quen-mat-khau-kho'],
    ['tai-khoan/cai-ung-dung', 'hết 4g rồi', 'het-mang'],
    ['tai-khoan/cai-ung-dung', 'máy cũ quá không cài được', 'khong-cai-duoc'],
    ['tai-khoan/dien-so', 'nó báo sai số điện thoại', 'sai-so'],
    ['tai-khoan/dien-so', 'otp không về', 'khong-ve'],
    ['tam-tru/giay-to', 'chủ nhà không ký', 'chu-nha-khong-ky'],
    ['tam-tru/giay-to', 'chu tro khong cho', 'chu-nha-khong-ky'],
    ['ly-lich-tu-phap/mo-dau', 'số 1 với số 2 khác gì', 'khac-gi'],
    ['dang-nhap/quet', 'quên mật khẩu rồi', 'quen-mat-khau'],
    ['dang-nhap/xac-nhan', 'đổi số điện thoại rồi', 'doi-so'],
    ['nop-ho-so/dang-nhap/xac-nhan', 'quên passcode', 'quen-passcode'],
    ['nop-ho-so/tim', 'hiện nhiều tên quá không biết chọn cái nào', 'nhieu-qua'],
    ['nop-ho-so/tim', 'không có nút nộp hồ sơ', 'khong-co-nut'],
    ['nop-ho-so/kiem-tra-don', 'ô địa chỉ không hiện gì', 'o-trong'],
    ['nop-ho-so/dinh-kem', 'up ảnh hoài không được', 'khong-tai-len'],
    ['thanh-toan/bien-lai', 'nó vẫn ghi chưa thanh toán', 'chua-doi-chu'],
  ])('at %s “%s” is helped with %s', (place, text, obstacle) => {
    expect(taken(place, text)).toBe(obstacle)
  })

  it.each([
    ['tai-khoan/sim', 'sim bị chặn bắt quét mặt'],
    ['dang-nhap/mo-cong', 'trang trắng trơn không hiện gì'],
  ])('at %s “%s” may be several things, and is shown the list', (place, text) => {
    expect(taken(place, text)).toBe('stuck')
  })

  it.each([
    ['tai-khoan/sim', 'xong', 'answer'],
    ['tai-khoan/sim', 'chưa được', 'stuck'],
    ['tai-khoan/sim', 'trở lại', 'command'],
    ['tai-khoan/sim', 'quên mật khẩu vneid', 'topic'],
    ['tai-khoan/cai-ung-dung', 'làm căn cước ở đâu', 'topic'],
    ['tai-khoan/dien-so', 'làm khai sinh cho con cần giấy gì', 'topic'],
    ['nop-ho-so/tim', 'trung tâm ở đâu', 'topic'],
    ['tai-khoan/sang-may-moi', 'đăng ký kết hôn', 'topic'],
    // What its help tells people to send.
    ['tach-ho/mo-dau', 'đổi chủ hộ', 'topic'],
    ['nop-ho-so/theo-doi', 'hồ sơ bị trả lại vì ảnh mờ', 'topic'],
  ])('at %s “%s” is still what it was: %s', (place, text, kind) => {
    expect(taken(place, text)).toBe(kind)
  })
})

describe('whoever types what is wrong', () => {
  const hears = (walker: Walker, text: string) => {
    const intents = understand(knowledge, text, expects(knowledge, walker.conversation))
    return walker
      .take({ kind: 'said', intents, sensitive: false })
      .replies.map(reply => reply.text)
      .join('\n')
  }
  const atStep = (guide: string, ...answers: string[]) => {
    const walker = new Walker(knowledge)
    walker.start(guide)
    for (const answer of answers) hears(walker, answer)
    return walker
  }

  it.each([
    ['where something is told', atStep('tam-tru'), 'khách chỉ ở chơi vài hôm', 'chỉ ở chơi vài hôm'],
    [
      'where something is asked',
      atStep('thanh-toan'),
      'có người nhắn tin đòi chuyển tiền',
      'có người nhắn đòi chuyển tiền',
    ],
    ['where papers are got ready', atStep('nhan-ket-qua', '1'), 'mất giấy hẹn rồi', 'mất giấy hẹn'],
    [
      'where something is to be typed',
      atStep('tra-cuu', '2'),
      'gõ rồi mà không hiểu',
      'gõ rồi mà không hiểu',
    ],
  ])('%s gets its help', (_, walker, text, label) => {
    const { run, path } = here(walker)
    const step = stepAt(knowledge, run.guide, path)?.step
    const help = step?.obstacles.find(obstacle => obstacle.label.toLowerCase() === label)?.help
    expect(help).toBeDefined()
    expect(hears(walker, text)).toContain(stepText(knowledge, help ?? '', undefined).split('\n')[0])
  })

  it('answers all the same with what begins an answer', () => {
    const walker = atStep('thanh-toan')
    const [first] = walker.conversation.prompt
    hears(walker, `${first?.title} ạ, chứ chưa có tài khoản ngân hàng`)
    expect(here(walker).run.answers).not.toEqual({})
  })
})

/** Where the run on the screen stands. */
function here({ conversation, knowledge }: Walker) {
  const [run] = conversation.runs
  const path = run && replay(knowledge, run).at?.path
  if (!run || path === undefined) throw new Error('Nothing is under way.')
  return { run, path }
}

it.each(['4', '5', 'số 6'])('%s chooses nothing that is not shown', number => {
  expect(taken('tai-khoan/sim', number)).toBe('noSuchNumber')
})

it('hardly anything that people say of procedures is taken for a trouble of the step they stand at', () => {
  const places = ['tai-khoan/sim', 'tai-khoan/cai-ung-dung', 'dang-nhap/xac-nhan', 'nop-ho-so/tim']
  const texts = [...knowledge.procedures.values()].flatMap(({ phrasings }) => phrasings.slice(0, 5))
  const wrong = places.flatMap(place =>
    texts.filter(text => !['topic', 'unsure', 'unknown'].includes(taken(place, text))),
  )
  expect(texts.length).toBeGreaterThan(500)
  expect(wrong.length / (texts.length * places.length)).toBeLessThan(0.003)
})
