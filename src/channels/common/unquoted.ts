/**
 * What a platform says of a refusal, without what it quotes of the request: somebody's id, as every platform here writes
 * them (a long number, or letters with digits), and these secrets.
 */
export function unquoted(told: string, ...secrets: readonly string[]): string {
  const kept = secrets.reduce((text, secret) => text.replaceAll(secret, '…'), told)
  return kept.replace(/\d{10,}|\b(?=\w*\d)\w{16,}\b/g, '…')
}
