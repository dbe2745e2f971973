import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jsonSchemaOf, SCHEMAS } from '../catalogue/editing/json-schema.ts'

/** `npm run content:schema [-- FOLDER]`: writes what editors check content files by, one JSON Schema a kind of file. */
function main(folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const name of Object.keys(SCHEMAS))
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(jsonSchemaOf(name), null, 2)}\n`)
  console.log(`${Object.keys(SCHEMAS).length} mẫu kiểm tra cho trình soạn thảo đã ghi vào ${folder}`)
}

main(process.argv[2] ?? join('content', '.schemas'))
