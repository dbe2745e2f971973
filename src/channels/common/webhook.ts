import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import type { Door } from '../channel.ts'

const BODY_LIMIT = 1024 * 1024
const Refused = z.looseObject({ status: z.int().min(400).max(499) })

/** Keeps the bytes as they came, for the signature, whatever type was declared; over 1 MB the call is refused. */
export function rawBody(door: Pick<Door, 'count'>): RequestHandler {
  const parse = express.raw({ type: () => true, limit: BODY_LIMIT })
  return (request: Request, response: Response, next: NextFunction) =>
    parse(request, response, (error: unknown) => {
      if (!error) return next()
      const status = Refused.safeParse(error).data?.status ?? 400
      const tooLarge = status === 413
      door.count(tooLarge ? 'too_large' : 'unreadable_body')
      if (tooLarge)
        return refuse(response, 413, 'too_large', 'The body is over 1 MB. Send fewer events a call.')
      const message = 'The body could not be read. Send it whole, as JSON.'
      return refuse(response, status, 'unreadable_body', message)
    })
}

/** The bytes that `rawBody` kept; none where the call had no body. */
export function bytesOf(request: Request): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
}

/** Tells the platform that its call is done with; it reads nothing but the status. */
export function accept(response: Response): void {
  response.status(200).end()
}

/** Answers an error as the contract has it: `{"error": {"code", "message"}}`; the message says what to do. */
export function refuse(response: Response, status: number, code: string, message: string): Response {
  return response.status(status).json({ error: { code, message } })
}
