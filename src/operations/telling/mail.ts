import { createTransport, type Transporter } from 'nodemailer'
import type { Notice, Told } from './notice.ts'

const CONNECTING_MS = 10_000
const ANSWERING_MS = 20_000

/** Sends mail over one SMTP server, which is asked for nothing until there is something to send. */
export function mailer(
  smtpUrl: string | null,
  from: string | null,
): (notice: Notice, to: string) => Promise<Told> {
  let transport: Transporter | null = null
  return async ({ id, subject, text }, to) => {
    if (smtpUrl === null) return { kind: 'never', reason: 'no mail can be sent: SMTP_URL is not set' }
    transport ??= createTransport({
      ...serverOf(smtpUrl),
      connectionTimeout: CONNECTING_MS,
      greetingTimeout: CONNECTING_MS,
      socketTimeout: ANSWERING_MS,
    })
    try {
      await transport.sendMail({
        from: from ?? userOf(smtpUrl),
        to,
        subject,
        text,
        headers: { 'X-Entity-Ref-ID': id },
        disableFileAccess: true,
        disableUrlAccess: true,
      })
      return { kind: 'told' }
    } catch (error) {
      return { kind: isFinal(error) ? 'never' : 'later', reason: `mail: ${codeOf(error)}` }
    }
  }
}

function serverOf(smtpUrl: string) {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl)
  const secure = protocol === 'smtps:'
  const auth = username
    ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
    : undefined
  return { host: hostname, port: Number(port) || (secure ? 465 : 587), secure, ...(auth && { auth }) }
}

function userOf(smtpUrl: string): string {
  const user = decodeURIComponent(new URL(smtpUrl).username)
  return user.includes('@') ? user : `dan-loi@${new URL(smtpUrl).hostname}`
}

/** A refusal in the 500s stands, as does a wrong password; everything else may pass. */
function isFinal(error: unknown): boolean {
  const code = replyOf(error)
  return codeOf(error) === 'EAUTH' || (code !== null && code >= 500)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'failed'
}

function replyOf(error: unknown): number | null {
  return error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'
    ? error.responseCode
    : null
}
