import { createHash, timingSafeEqual } from 'node:crypto'
import express from 'express'
import { z } from 'zod'
import { beHelper } from './helper.ts'

/**
 * What the server is compared with: Express 5 that checks the same signature over the raw bytes, parses the JSON
 * and answers 200. It keeps nothing, understands nothing and says nothing.
 */
const SECRETS = { appId: '1000000000000000001', oaSecretKey: 'khoa-bi-mat-oa' }
const Timestamped = z.looseObject({ timestamp: z.string() })
let taken = 0

const app = express().disable('x-powered-by')
app.post('/webhooks/zalo', express.raw({ type: () => true, limit: '1mb' }), (request, response) => {
  const bytes: unknown = request.body
  if (!Buffer.isBuffer(bytes)) return response.sendStatus(400)
  const { timestamp } = Timestamped.parse(JSON.parse(bytes.toString('utf8')))
  const given = Buffer.from((request.get('x-zevent-signature') ?? '').replace('mac=', ''), 'hex')
  const right = createHash('sha256')
    .update(SECRETS.appId)
    .update(bytes)
    .update(timestamp + SECRETS.oaSecretKey)
    .digest()
  if (given.length !== right.length || !timingSafeEqual(given, right)) return response.sendStatus(401)
  taken++
  return response.sendStatus(200)
})

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  const url = `http://127.0.0.1:${address.port}`
  const rest = { appSecret: '', oaId: '', refreshToken: '', apiUrl: '', oauthUrl: '' }
  beHelper({ ...SECRETS, ...rest, url }, () => taken)
})
