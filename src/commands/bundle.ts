import { basename, resolve } from 'node:path'
import { makeBundle } from '../operations/bundle/make.ts'
import { operatorCommand } from '../operations/command.ts'
import { Refusal } from '../operations/refusal.ts'

/** `npm run bundle -- DIR`: one file with all that a machine without internet needs, and its checksum. */
await operatorCommand(async () => {
  const [folder, ...more] = process.argv.slice(2)
  if (folder === undefined || more.length > 0)
    throw new Refusal('Name the folder to write to: npm run bundle -- /media/stick')
  const { file, bytes, sums } = await makeBundle(resolve(import.meta.dirname, '..', '..'), folder)
  const name = basename(file)
  console.log(
    [
      `${file} (${Math.round(bytes / 1e6)} MB), its checksum in ${sums}. On the other machine:`,
      '  sha256sum -c SHA256SUMS',
      `  tar -xzf ${name} && cd ${name.replace('.tar.gz', '')}`,
      '  ./dan-loi verify && ./dan-loi',
    ].join('\n'),
  )
})
