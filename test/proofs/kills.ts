import { parseArgs } from 'node:util'
import { CRASH_POINTS } from '../../src/operations/crash-points.ts'
import { holds, type KillRound, type Trouble, wasSending } from './kill-round.ts'
import { type Engine, killAgainAndAgain } from './killing.ts'
import { printTable } from './table.ts'

/**
 * `npm run proof:kills -- [ROUNDS] [--database sqlite|postgres]`: that many SIGKILLs before a reply could leave (5 where it
 * is not said), as many at random moments while replies leave, as many at named points of the code, each in its turn, a
 * fifth of it in a rush, when messages are kept untried, and
 * one after which Zalo's answers are lost. Exits 1 where a message or a reply was lost, doubled or out of order.
 */
const { values, positionals } = parseArgs({
  options: { database: { type: 'string', default: 'sqlite' } },
  allowPositionals: true,
})
const engine: Engine = values.database === 'postgres' ? 'postgres' : 'sqlite'
const rounds = Math.max(1, Number.parseInt(positionals[0] ?? '5', 10) || 5)
const troubles: Trouble[] = [
  ...Array.from({ length: rounds }, (_, index): Trouble => (index % 2 === 0 ? 'slow' : 'down')),
  'answer lost',
  ...Array.from({ length: rounds }, (): Trouble => 'random moment'),
  ...Array.from({ length: Math.ceil(rounds / 5) }, (): Trouble => 'rush'),
  ...Array.from({ length: rounds }, (_, index) => CRASH_POINTS[index % CRASH_POINTS.length] ?? 'before send'),
]

console.log(
  `On ${engine}, ${troubles.length} rounds: messages go in, the server is killed (SIGKILL) and started again.`,
)
const done = await killAgainAndAgain(
  troubles,
  round => {
    console.log(`  ${round.trouble}: ${holds(round) ? 'holds' : `DOES NOT HOLD ${JSON.stringify(round)}`}`)
  },
  engine,
)

printTable(
  'Messages: answered 200 before the kill, and what the database says',
  [
    'Zalo at the kill',
    'messages',
    '200 before',
    'of them on disk',
    'of those kept',
    'replies unsent',
    'done once after restart',
  ],
  done.map(round => [
    round.trouble,
    round.messages,
    round.acknowledgedAtKill,
    round.safeAtKill,
    round.keptAtKill,
    round.unsentAtKill,
    round.doneOnce,
  ]),
)
printTable(
  'Replies: what Zalo accepted, against the outbox, in order for each person',
  ['Zalo at the kill', 'replies', 'once', 'twice', 'may be twice', 'lost', 'out of order', 'holds'],
  done.map(round => [
    round.trouble,
    round.replies,
    round.deliveries.once,
    round.deliveries.twice,
    mayBeTwice(round),
    round.deliveries.lost,
    round.deliveries.wrong,
    holds(round) ? 'yes' : 'NO',
  ]),
)
const broken = done.filter(round => !holds(round))
console.log(
  `\n${done.length} kills, ${sum(({ messages }) => messages)} messages, ${sum(({ replies }) => replies)} replies: ` +
    `${sum(({ deliveries }) => deliveries.lost)} lost, ${sum(({ deliveries }) => deliveries.wrong)} out of order, ` +
    `${sum(({ deliveries }) => deliveries.twice)} accepted twice, each across a kill between Zalo's yes and the mark.`,
)
console.log(broken.length === 0 ? 'The proof holds.' : `${broken.length} rounds do not hold.`)
process.exit(broken.length === 0 ? 0 : 1)

function mayBeTwice({ trouble, swallowed }: KillRound): string {
  return wasSending(trouble) ? 'one a person' : String(swallowed)
}

function sum(of: (round: KillRound) => number): number {
  return done.reduce((all, round) => all + of(round), 0)
}
