import { fingerprintOf, type TokenPair } from './pair.ts'

/** `ZALO_REFRESH_TOKEN`: where the chain of tokens begins, or begins anew. */
export class TokenSetting {
  readonly token: string
  readonly fingerprint: string | null
  #isRefused = false

  constructor(token: string | null) {
    this.token = token ?? ''
    this.fingerprint = token ? fingerprintOf(token) : null
  }

  /** It has not been redeemed yet, and is worth a try. */
  isNewTo({ redeemed, refreshToken }: TokenPair): boolean {
    if (this.fingerprint === null || redeemed.includes(this.fingerprint)) return false
    return refreshToken === '' || !this.#isRefused
  }

  /** Zalo has said no to it. */
  noteRefused(): void {
    this.#isRefused = true
  }
}
