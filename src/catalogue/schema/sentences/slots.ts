/** Keys of sentences, each with the placeholders that its sentence may hold in braces. */
export type Slots = { readonly [key: string]: readonly string[] }
