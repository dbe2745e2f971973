import module from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * `npm start`. What was compiled is kept for the next start, which halves it; so nothing else may be imported
 * here in front.
 */
module.enableCompileCache()
const { openHouse } = await import('./open.ts')
await openHouse()
module.flushCompileCache()
freeWhatTheStartLeft()

/** Reading the content leaves tens of megabytes behind that V8 would keep until the house gets busy. */
function freeWhatTheStartLeft(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
}
