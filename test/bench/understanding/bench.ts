import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { measureUnderstanding } from './understanding.ts'

/** `npm run bench:understanding [-- --catalogue FILE]`: the part of `npm run bench` that tells of understanding. Exits 1 where a bound is missed. */
const { values } = parseArgs({ options: { catalogue: { type: 'string' } } })
console.log(`${cpus().length} CPUs (${cpus()[0]?.model}), Node ${process.version}`)
const faults = await measureUnderstanding(values.catalogue)
console.log(faults.length === 0 ? '\nAll within their bounds.' : `\nOUT OF BOUNDS\n  ${faults.join('\n  ')}`)
process.exitCode = faults.length === 0 ? 0 : 1
