import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { settingsFromHere } from '../config.ts'
import { operatorCommand } from '../operations/command.ts'
import { Refusal } from '../operations/refusal.ts'
import { MIGRATIONS } from '../store/migrations.ts'
import { moveToPostgres } from '../store/moving.ts'
import { takeFolder } from '../store/sqlite/lock.ts'

/**
 * `npm run move-to-postgres`: copies the embedded database of DATA_DIR into the empty PostgreSQL database of DATABASE_URL. The
 * server has to be stopped; its file stays as it is.
 */
await operatorCommand(async () => {
  const { dataDir, databaseUrl } = settingsFromHere()
  const file = join(dataDir, 'dan-loi.db')
  if (databaseUrl === null)
    throw new Refusal(
      'Set DATABASE_URL to the new PostgreSQL database, and SECRET_KEY to what is in DATA_DIR/secret-key.',
    )
  if (!existsSync(file)) throw new Refusal(`There is no ${file}: nothing has to be moved. Or check DATA_DIR.`)
  const letGo = takeFolder(dataDir)
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const applied = database.prepare('select count(*) as n from migrations').get()?.n
    if (applied !== MIGRATIONS.length)
      throw new Refusal(
        'The file is of another version. Start this version on it once (without DATABASE_URL), stop it, and move then.',
      )
    const moved = await moveToPostgres(database, databaseUrl)
    for (const [table, rows] of Object.entries(moved)) if (rows > 0) console.log(`${table}: ${rows}`)
    console.log(`All is in PostgreSQL. Start the server; when all is well, put ${file} away.`)
  } finally {
    database.close()
    letGo()
  }
})
