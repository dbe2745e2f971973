import { attack } from './attacking.ts'
import { printTable } from './table.ts'

/**
 * `npm run proof:hostile -- [CALLS] [SEED]`: that many hostile calls (50,000 where it is not said) of a real server.
 * Exits 1 where one of them crashes it, is answered wrongly, makes the bot talk to whom it must not, or where
 * memory grows.
 */
const calls = Math.max(1_000, Number.parseInt(process.argv[2] ?? '50000', 10) || 50_000)
const seed = Number.parseInt(process.argv[3] ?? '', 10) || Date.now() % 1_000_000
const markAt = Math.min(5_000, Math.floor(calls / 10))
const MOST_GROWTH_MB = 30
/** On a machine with room to spare V8 lets garbage lie; a small heap leaves only what is really kept. */
const NODE_OPTIONS = ['--max-old-space-size=256', '--max-semi-space-size=4']

console.log(`${calls} hostile calls, seed ${seed}, of a server with ${NODE_OPTIONS.join(' ')}.`)
const result = await attack({
  calls,
  markAt,
  seed,
  readings: 6,
  readingPauseMs: 2_000,
  idleMs: 60_000,
  nodeOptions: NODE_OPTIONS,
  onProgress: done => console.log(`  ${done} sent`),
})

printTable(
  'Answers by kind of call',
  ['kind', 'calls', 'answers'],
  [...result.statuses].map(([kind, statuses]) => [
    kind,
    [...statuses.values()].reduce((all, count) => all + count, 0),
    [...statuses]
      .sort(([one], [other]) => one - other)
      .map(([status, count]) => `${status} × ${count}`)
      .join(', '),
  ]),
)
const early = megabytes(result.memory.early)
const late = megabytes(result.memory.late)
const grown = late - early
printTable(
  'The server afterwards',
  ['what', 'is', 'must be'],
  [
    ['calls answered', String(result.calls), String(calls)],
    ['turns that failed', String(result.failedTurns), '0'],
    ['forged or malformed, and answered to a citizen', String(result.heardWrongly.length), '0'],
    ['persons who heard from the bot', String(result.heard), 'over 0'],
    [`resident memory after ${markAt}`, `${early.toFixed(1)} MB`, ''],
    [`resident memory after ${calls}`, `${late.toFixed(1)} MB`, ''],
    ['grown by', `${grown.toFixed(1)} MB`, `under ${MOST_GROWTH_MB} MB`],
    ['calls a second', (result.calls / result.seconds).toFixed(0), ''],
  ],
)
for (const fault of result.faults) console.log(`\nFAULT  ${fault}`)
const holds = result.faults.length === 0 && grown < MOST_GROWTH_MB && result.calls === calls
console.log(holds ? '\nThe proof holds.' : '\nThe proof does not hold.')
process.exit(holds ? 0 : 1)

function megabytes(bytes: number): number {
  return bytes / 1024 / 1024
}
