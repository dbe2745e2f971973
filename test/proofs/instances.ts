import { parseArgs } from 'node:util'
import { holds, type InstancesRound, runInstances } from './instances-round.ts'
import { printTable } from './table.ts'

/**
 * `npm run proof:instances -- [SECONDS] [--instances 2,4]`: for so long (60 where it is not said) people talk to two
 * servers on one PostgreSQL, then to four, while one after another is killed and started again. Exits 1 where a message
 * or a reply was lost, out of order, or came twice without a kill in between.
 */
const { values, positionals } = parseArgs({
  options: { instances: { type: 'string', default: '2,4' } },
  allowPositionals: true,
})
const seconds = Math.max(5, Number.parseInt(positionals[0] ?? '60', 10) || 60)

const rounds: InstancesRound[] = []
for (const instances of values.instances.split(',').map(Number)) {
  console.log(
    `${instances} instances, ${seconds} seconds; then up to a minute until the leases of the killed are over.`,
  )
  const round = await runInstances(instances, seconds * 1000)
  rounds.push(round)
  for (const fault of round.faults.slice(0, 20)) console.log(`  ${fault}`)
}

printTable(
  'Messages and replies, against the database and what Zalo accepted, in order for each person',
  [
    'instances',
    'kills',
    'messages',
    '200',
    'done once',
    'replies',
    'once',
    'twice',
    'lost',
    'out of order',
    'holds',
  ],
  rounds.map(round => [
    round.instances,
    round.kills,
    round.messages,
    round.acknowledged,
    round.doneOnce,
    round.replies,
    round.deliveries.once,
    round.deliveries.twice,
    round.deliveries.lost,
    round.deliveries.wrong,
    holds(round) ? 'yes' : 'NO',
  ]),
)
console.log(rounds.every(holds) ? 'The proof holds.' : 'The proof DOES NOT HOLD.')
process.exit(rounds.every(holds) ? 0 : 1)
