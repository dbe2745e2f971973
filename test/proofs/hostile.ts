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
const MEGABYTE = 1024 * 1024
const MOST_GROWTH_MB = 30

console.log(`${calls} hostile calls, seed ${seed}.`)
const result = await attack({
  calls,
  markAt,
  seed,
  readings: 3,
  readingPauseMs: 2_000,
  idleMs: 60_000,
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
const { early, late } = result.memory
const grown = (late.collected - early.collected) / MEGABYTE
printTable(
  'The server afterwards',
  ['what', 'is', 'must be'],
  [
    ['calls answered', String(result.calls), String(calls)],
    ['turns that failed', String(result.failedTurns), '0'],
    ['forged or malformed, and answered to a citizen', String(result.heardWrongly.length), '0'],
    ['persons who heard from the bot', String(result.heard), 'over 0'],
    [`resident after ${markAt}, garbage included`, megabytes(early.asItStood), ''],
    [`resident after ${calls}, garbage included`, megabytes(late.asItStood), ''],
    [`resident after ${markAt}, garbage collected`, megabytes(early.collected), ''],
    [`resident after ${calls}, garbage collected`, megabytes(late.collected), ''],
    ['grown by', `${grown.toFixed(1)} MB`, `under ${MOST_GROWTH_MB} MB`],
    ['calls a second', (result.calls / result.seconds).toFixed(0), ''],
  ],
)
for (const fault of result.faults) console.log(`\nFAULT  ${fault}`)
const holds = result.faults.length === 0 && grown < MOST_GROWTH_MB && result.calls === calls
console.log(holds ? '\nThe proof holds.' : '\nThe proof does not hold.')
process.exit(holds ? 0 : 1)

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(1)} MB`
}
