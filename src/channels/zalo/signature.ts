import { createHash, timingSafeEqual } from 'node:crypto'

/** Which of the readings of Zalo's documents a signature matched; holds names only, never values. */
export type SignatureVariant = {
  prefix: 'mac=' | 'sha256=' | 'bare'
  timestamp: 'body' | 'header'
  secret: 'oa-secret-key' | 'app-secret'
}

export type Signature =
  | { kind: 'valid'; variant: SignatureVariant }
  | { kind: 'invalid'; reason: 'missing' | 'not-a-sha256' | 'no-match' }

/** What a webhook call brings for checking: the bytes as they came, and both places of the timestamp. */
export type SignedRequest = {
  rawBody: Uint8Array
  /** `X-ZEvent-Signature`. */
  signature: string | undefined
  /** The body's `timestamp` as it was written. */
  bodyTimestamp: string | undefined
  /** `X-ZEvent-Timestamp`. */
  headerTimestamp: string | undefined
}

export type SigningSettings = { appId: string; oaSecretKey: string; appSecret: string }

/**
 * Checks Zalo's signature: plain SHA-256 (no HMAC) over appId + raw body + timestamp + secret. Sources agree on
 * that order, but not on the prefix, on where the timestamp stands and on which secret it is: every reading is
 * tried, and the one that matched is named, so that the open question can be closed.
 */
export function checkSignature(request: SignedRequest, settings: SigningSettings): Signature {
  if (!request.signature) return { kind: 'invalid', reason: 'missing' }
  const [, prefix = '', hex] = /^(mac=|sha256=)?([0-9a-f]{64})$/i.exec(request.signature.trim()) ?? []
  if (!hex) return { kind: 'invalid', reason: 'not-a-sha256' }
  const given = Buffer.from(hex, 'hex')
  for (const { timestamp, secret, digest } of expectedDigests(request, settings))
    if (timingSafeEqual(given, digest))
      return { kind: 'valid', variant: { prefix: prefixName(prefix), timestamp, secret } }
  return { kind: 'invalid', reason: 'no-match' }
}

function* expectedDigests(request: SignedRequest, settings: SigningSettings) {
  const timestamps = { body: request.bodyTimestamp, header: request.headerTimestamp }
  const secrets = { 'oa-secret-key': settings.oaSecretKey, 'app-secret': settings.appSecret }
  for (const secret of ['oa-secret-key', 'app-secret'] as const)
    for (const timestamp of ['body', 'header'] as const) {
      const written = timestamps[timestamp]
      // An empty secret would make a signature that anybody can compute.
      if (written === undefined || secrets[secret] === '') continue
      const hash = createHash('sha256').update(settings.appId).update(request.rawBody)
      yield { timestamp, secret, digest: hash.update(written).update(secrets[secret]).digest() }
    }
}

function prefixName(prefix: string): SignatureVariant['prefix'] {
  if (prefix === '') return 'bare'
  return prefix.toLowerCase() === 'mac=' ? 'mac=' : 'sha256='
}
