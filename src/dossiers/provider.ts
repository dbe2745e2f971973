/**
 * Looks a dossier up by its code. There is no public interface (domain facts §2.5): an agency connects its own,
 * everybody else has the sandbox, or none.
 */
export type DossierProvider = {
  /** One of the ten official states, or that no such dossier is known. Rejects with `LookupUnavailable`. */
  lookUp(code: string): Promise<Lookup>
}

export type Lookup =
  | { kind: 'found'; status: number; example: boolean }
  | { kind: 'unknown'; example: boolean }

export class LookupUnavailable extends Error {
  override readonly name = 'LookupUnavailable'
}
