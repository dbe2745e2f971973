import type { NextFunction, Request, Response } from 'express'
import type { WebMode } from './options.ts'

/** The channel account of each mode: figures are told apart by it, and conversations too. */
export const ACCOUNTS = { citizens: 'web', practice: 'web-practice', preview: 'web' } as const satisfies {
  [mode in WebMode]: string
}

/** What the page says on top, where it is not for citizens. */
export const NOTICES = {
  citizens: null,
  practice: 'Chế độ luyện tập, không tính vào số liệu',
  preview: 'Bản xem trước, chưa đăng cho người dân',
} as const satisfies { [mode in WebMode]: string | null }

export function isPractice(req: Request): boolean {
  return req.query.practice === '1'
}

/** Leaves to the other mode of the same addresses what is its own; a preview takes everything. */
export function ownCallsOnly(mode: WebMode) {
  return (req: Request, _res: Response, next: NextFunction) => {
    if (mode === 'preview' || isPractice(req) === (mode === 'practice')) next()
    else next('router')
  }
}
