/** How many instances work on this database, and what platforms take nothing of at present. */
export type Met = { instances: number; shut: readonly ShutLimit[] }

/** A platform takes nothing until then of what it counts under this name: an account, or an app. */
export type ShutLimit = { name: string; until: number }
