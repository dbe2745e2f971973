import { parseArgs } from 'node:util'
import { settingsFromHere } from '../config.ts'
import { restore } from '../operations/backup/restore.ts'
import { operatorCommand } from '../operations/command.ts'
import type { ErasedAgain } from '../operations/erased/again.ts'
import { Refusal } from '../operations/refusal.ts'
import { knownSecretKey } from '../operations/secret.ts'

const USAGE = `npm run restore -- FILE [--send-waiting]
  FILE            what "npm run backup" wrote
  --send-waiting  also sends what waited when it was made: only where nothing ran since, as in a move to a new machine`

/** `npm run restore -- FILE`: puts a backup in the place of the data of a stopped server; the old data stays beside it. */
await operatorCommand(async () => {
  const { dataDir, databaseUrl, secretKey } = settingsFromHere()
  if (databaseUrl !== null)
    throw new Refusal('The data is in PostgreSQL: restore it with pg_restore (docs/operations.md).')
  const { file, keepWaiting } = asked()
  const report = await restore({
    ...{ dataDir, file, now: Date.now(), keepWaiting },
    secretKey: knownSecretKey(secretKey, dataDir),
  })
  console.log(`The data of ${dataDir} is what ${file} held.`)
  if (report.before)
    console.log(`What was there before lies in ${report.before}. Delete it when all is well.`)
  if (keepWaiting) console.log('What waited to be sent will be sent at the next start.')
  else
    console.log(
      `Not done again, as it was most likely done since the backup: ${report.replies} replies, ${report.messages} failed messages, ${report.jobs} look-ups and reminders.`,
    )
  for (const line of forgotten(report.again)) console.log(line)
  if (report.tokens === null)
    console.log(
      'Zalo renews its tokens every day: if the one in the backup is spent, "npm run doctor" says so and what to do.',
    )
  else if (report.tokens > 0) console.log("Zalo's newest tokens were taken over from the data before.")
  console.log(
    'Start the server with the same SECRET_KEY (or DATA_DIR/secret-key) as before, then run "npm run doctor".',
  )
})

function forgotten({ erased, leaving, unreadable }: ErasedAgain): string[] {
  return [
    ...(erased + leaving > 0
      ? [`Forgotten again: ${erased} people who had erased their data since, ${leaving} who had turned away.`]
      : []),
    ...(unreadable > 0
      ? [
          `${unreadable} people had erased their data or turned away, and without the SECRET_KEY (or DATA_DIR/secret-key) of that time nobody knows who. Put it back, and run "npm run retention -- again" before the server starts.`,
        ]
      : []),
  ]
}

function asked(): { file: string; keepWaiting: boolean } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { 'send-waiting': { type: 'boolean', default: false } },
    })
    const [file, ...more] = positionals
    if (file !== undefined && more.length === 0) return { file, keepWaiting: values['send-waiting'] }
  } catch {
    // An option that there is not.
  }
  throw new Refusal(USAGE)
}
