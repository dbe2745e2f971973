import { createHash } from 'node:crypto'
import { type Action, writeAction } from '../../src/guidance/action.ts'
import { Chance } from '../proofs/random.ts'

export type SignedCall = { headers: { [name: string]: string | number }; body: Buffer }

/** At 5,000 turns a second each of them still sends less than the bot answers one by one (guidance/pace.ts). */
const USERS = 4_000
/** What people write at the bot's questions and between them; one in eight it cannot know. */
const TEXTS: [string, ...string[]] = [
  'làm giấy khai sinh cho con',
  'muon dang ky khai sinh cho be thi can giay to gi a',
  'khai sanh cho cháu bao nhiêu tiền',
  '1',
  '2',
  'rồi ạ',
  'chưa',
  'trở lại',
  'tôi bị vướng',
  'sim ko chính chủ thì sao',
  'k có điện thoại thông minh nộp được không',
  'danh mục',
  'xin cảm ơn',
  'nộp hồ sơ rồi giờ tra cứu ở đâu',
  'để sau',
  'hôm nay trời đẹp quá nhỉ',
]
const TAPS: [Action, ...Action[]] = [
  { do: 'menu', page: 0 },
  { do: 'start', guide: 'khai-sinh', relation: 'con' },
  { do: 'open', topic: { kind: 'procedure', id: '1.001193' } },
  { do: 'facet', procedure: '1.001193', facet: 'papers' },
  { do: 'command', command: 'overview' },
  { do: 'command', command: 'back' },
  { do: 'command', command: 'resume' },
]
const TAPS_IN_A_HUNDRED = 40

export const MIX = `${100 - TAPS_IN_A_HUNDRED}% texts (${TEXTS.length} kinds), ${TAPS_IN_A_HUNDRED}% taps (${TAPS.length} kinds), ${USERS} people at random`

/** The platform's id of the bench's citizen number so and so. */
export function citizen(number: number): string {
  return String(2_000_000_000_000 + number)
}

/**
 * So many signed webhook calls, each with a message id of its own; the same for the same seed. `people` write at random;
 * between two of them lie `apart` numbers, so that they can be picked from all over a crowd.
 */
export function signedTurns(
  count: number,
  seed: number,
  secrets: { appId: string; oaId: string; oaSecretKey: string },
  { people = USERS, apart = 1 } = {},
): SignedCall[] {
  const chance = new Chance(seed)
  return Array.from({ length: count }, (_, index) => {
    const tap = chance.below(100) < TAPS_IN_A_HUNDRED
    const timestamp = String(1_790_000_000_000 + index)
    const body = Buffer.from(
      JSON.stringify({
        app_id: secrets.appId,
        user_id_by_app: '3000000000000000003',
        event_name: 'user_send_text',
        sender: { id: citizen(apart * chance.below(people)) },
        recipient: { id: secrets.oaId },
        message: {
          text: tap ? writeAction(chance.of(TAPS)) : chance.of(TEXTS),
          msg_id: `bench-${seed}-${index}`,
        },
        timestamp,
      }),
    )
    const hash = createHash('sha256')
      .update(secrets.appId)
      .update(body)
      .update(timestamp + secrets.oaSecretKey)
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'content-length': body.length,
        'x-zevent-signature': `mac=${hash.digest('hex')}`,
      },
    }
  })
}
