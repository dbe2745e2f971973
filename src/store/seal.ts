import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const VERSION = 's1'
const IV_BYTES = 12
const TAG_BYTES = 16

/** Seals a text (a platform's token) so that it can lie in the database. The same text seals differently each time. */
export function seal(secretKey: string, text: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(CIPHER, keyFrom(secretKey), iv, { authTagLength: TAG_BYTES })
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`
}

/** The text that `seal` was given. Throws `SealBroken` where the key is another one or the value was changed. */
export function unseal(secretKey: string, sealed: string): string {
  const [version, body = ''] = sealed.split('.')
  const bytes = Buffer.from(body, 'base64url')
  if (version !== VERSION || bytes.length < IV_BYTES + TAG_BYTES) throw new SealBroken()
  const decipher = createDecipheriv(CIPHER, keyFrom(secretKey), bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()])
    return text.toString('utf8')
  } catch (cause) {
    throw new SealBroken({ cause })
  }
}

export class SealBroken extends Error {
  override readonly name = 'SealBroken'
  constructor(options?: ErrorOptions) {
    super('A sealed value cannot be read. Put the former SECRET_KEY back, or enter the token anew.', options)
  }
}

/** SECRET_KEY serves several purposes; each gets a key of its own (RFC 5869). Kept, as hundreds of rows are sealed with one. */
function keyFrom(secretKey: string): Buffer {
  if (last?.secretKey !== secretKey)
    last = { secretKey, key: Buffer.from(hkdfSync('sha256', secretKey, '', 'dan-loi/seal', 32)) }
  return last.key
}

let last: { secretKey: string; key: Buffer } | null = null
