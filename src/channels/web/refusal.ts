import type { NextFunction, Request, Response } from 'express'
import type { Door } from '../channel.ts'

/** Why a call is refused. A citizen may read the message, so it says what to do. */
const REFUSALS = {
  malformed: [400, 'Tin gửi lên bị lỗi. Xin tải lại trang rồi gửi lại.'],
  empty: [400, 'Tin chưa có chữ nào. Xin gõ điều cần hỏi rồi gửi lại.'],
  cross_site: [403, 'Tin này không gửi từ trang trò chuyện. Xin mở trang trò chuyện rồi gửi lại.'],
  too_long: [413, 'Tin dài quá 2.000 ký tự. Xin chia thành vài tin ngắn hơn.'],
  too_large: [413, 'Tin gửi lên nặng quá. Xin gửi tin ngắn hơn.'],
  wrong_type: [415, 'Tin gửi lên không đúng định dạng JSON. Xin tải lại trang rồi gửi lại.'],
  unavailable: [503, 'Máy chủ đang bận, chưa nhận được tin. Xin gửi lại sau ít phút.'],
} as const satisfies { [code: string]: readonly [status: number, message: string] }

export type RefusalCode = keyof typeof REFUSALS

/** Thrown by whatever finds that a call cannot be served. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode

  constructor(code: RefusalCode, cause?: unknown) {
    super(REFUSALS[code][1], { cause })
    this.code = code
  }
}

/** Answers refusals as `{"error": {"code", "message"}}` and counts them; faults of our own go on to the host. */
export function answerRefusals(door: Door) {
  return (error: unknown, _req: Request, res: Response, next: NextFunction) => {
    const refusal = error instanceof Refusal ? error : fromBodyParser(error)
    if (refusal === null || res.headersSent) return next(error)
    door.count(refusal.code)
    const [status, message] = REFUSALS[refusal.code]
    res.status(status).json({ error: { code: refusal.code, message } })
  }
}

/** Turns any failure of the host into 503: whoever calls may try again. */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw new Refusal('unavailable', cause)
  }
}

/** express marks what its body parser found wrong by `type`; a body that does not unpack bears its 400 alone. */
function fromBodyParser(error: unknown): Refusal | null {
  if (!(error instanceof Error)) return null
  if (!('type' in error) || typeof error.type !== 'string')
    return 'status' in error && error.status === 400 ? new Refusal('malformed', error) : null
  if (error.type === 'entity.too.large') return new Refusal('too_large', error)
  if (/^(charset|encoding)\.unsupported$/.test(error.type)) return new Refusal('wrong_type', error)
  if (/^(entity|request|encoding|stream)\./.test(error.type)) return new Refusal('malformed', error)
  return null
}
