/** A step of the schema. Both engines run the same statements; one that was released never changes. */
export type Migration = { readonly name: string; readonly statements: readonly string[] }
