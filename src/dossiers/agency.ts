import axios from 'axios'
import { z } from 'zod'
import { type DossierProvider, LookupUnavailable } from './provider.ts'

const TIMEOUT_MS = 10_000

/** What an agency's gateway answers: one of the ten official codes, or null where it knows no such dossier. */
const Answer = z.object({ status: z.int().min(1).max(10).nullable() })

/**
 * Asks an agency's own gateway: `GET <url>?code=<dossier code>` with `Authorization: Bearer <key>`. There is no
 * public interface (domain facts §2.5), so the agency puts this small one before its system.
 */
export function agencyProvider(url: string, key: string): DossierProvider {
  return {
    async lookUp(code) {
      try {
        const { data } = await axios.get<unknown>(url, {
          params: { code },
          headers: { authorization: `Bearer ${key}` },
          timeout: TIMEOUT_MS,
          maxRedirects: 0,
          proxy: false,
        })
        const { status } = Answer.parse(data)
        return status === null
          ? { kind: 'unknown', example: false }
          : { kind: 'found', status, example: false }
      } catch (error) {
        // axios puts the request, and so the dossier code, into its errors: only the kind of fault goes on.
        throw new LookupUnavailable(
          axios.isAxiosError(error)
            ? `the gateway answered ${error.response?.status ?? error.code}`
            : 'the gateway answered in another form',
        )
      }
    },
  }
}
