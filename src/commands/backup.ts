import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { settingsFromHere } from '../config.ts'
import { backUp } from '../operations/backup/back-up.ts'
import { operatorCommand } from '../operations/command.ts'
import { Refusal } from '../operations/refusal.ts'

/** `npm run backup -- FILE`: the embedded database as it is now, in one file, while the server may run. */
await operatorCommand(() => {
  const { dataDir, secretKey, databaseUrl } = settingsFromHere()
  if (databaseUrl !== null)
    throw new Refusal(
      'The data is in PostgreSQL: back it up with pg_dump, or as your provider of PostgreSQL does (docs/operations.md).',
    )
  const [file, ...more] = process.argv.slice(2)
  if (file === undefined || more.length > 0)
    throw new Refusal('Name the file to write: npm run backup -- /media/backup/dan-loi-2026-11-22.db')
  const began = performance.now()
  const { bytes, conversations, filesAlong } = backUp(dataDir, file)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(
    `${file}: ${(bytes / 1e6).toFixed(1)} MB, ${conversations} conversations${filesAlong.length > 0 ? `, with ${filesAlong.join(', ')}` : ''}, checked, in ${seconds} s.`,
  )
  const key = join(dataDir, 'secret-key')
  console.log(
    secretKey === null && existsSync(key)
      ? `Not in it: ${key}, without which the accounts' tokens in it cannot be read. Keep a copy of that file in another place than the backups.`
      : "Not in it: SECRET_KEY, without which the accounts' tokens in it cannot be read. Keep it in another place than the backups.",
  )
})
