import { createHmac, timingSafeEqual } from 'node:crypto'

export type Signature =
  | { kind: 'valid' }
  | { kind: 'invalid'; reason: 'missing' | 'not-a-sha256' | 'no-match' }

/**
 * Checks `X-Hub-Signature-256`: HMAC-SHA256 over the bytes as they came, with the app secret (platform facts §7.1).
 * Meta sends letters beyond ASCII escaped and signs them so; JSON that was parsed and written again does not fit.
 */
export function checkSignature(
  rawBody: Uint8Array,
  header: string | undefined,
  appSecret: string,
): Signature {
  if (!header) return { kind: 'invalid', reason: 'missing' }
  const [, hex] = /^sha256=([0-9a-f]{64})$/i.exec(header.trim()) ?? []
  if (!hex) return { kind: 'invalid', reason: 'not-a-sha256' }
  const expected = createHmac('sha256', appSecret).update(rawBody).digest()
  return timingSafeEqual(Buffer.from(hex, 'hex'), expected)
    ? { kind: 'valid' }
    : { kind: 'invalid', reason: 'no-match' }
}

/** `appsecret_proof`, by which Meta knows that the token is used by the app's own server. */
export function appSecretProof(pageToken: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(pageToken).digest('hex')
}
