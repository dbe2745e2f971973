import type { Settings } from '../config.ts'
import { agencyProvider } from '../dossiers/agency.ts'
import type { DossierProvider } from '../dossiers/provider.ts'
import { sandbox } from '../dossiers/sandbox.ts'

/** Who is asked how far a dossier is; null where nobody can be. */
export function dossierProviderOf({ dossiers }: Settings): DossierProvider | null {
  if (dossiers.kind === 'sandbox') return sandbox
  return dossiers.kind === 'agency' ? agencyProvider(dossiers.url, dossiers.key) : null
}
