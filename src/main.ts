import module from 'node:module'

/**
 * `npm start`. What was compiled is kept for the next start; a cache helps only what is imported after it, so
 * nothing else may be imported here in front.
 */
module.enableCompileCache()
const { openHouse } = await import('./open.ts')
await openHouse()
module.flushCompileCache()
