import { settingsFromHere } from './config.ts'
import { modelKeptIn } from './library/kept-model.ts'
import { stopOnSignals } from './operations/stopping.ts'
import { type Server, startServer } from './server.ts'
import { keepModelsIn } from './understanding/learned/kept.ts'

/**
 * Reads the environment (and `.env`), opens the house, says where it is, and stops it cleanly when told to. What
 * somebody can mend is a sentence and exit code 1; anything else keeps its stack.
 */
export async function openHouse(): Promise<void> {
  try {
    await open()
  } catch (error) {
    const mendable = error instanceof Error && MENDABLE.has(error.name)
    console.error(mendable ? error.message : error)
    process.exit(1)
  }
}

const MENDABLE = new Set(['SettingsError', 'ContentError', 'StoreUnavailable'])

async function open(): Promise<void> {
  const settings = settingsFromHere()
  keepModelsIn(modelKeptIn(settings.dataDir))
  const server = await startServer(settings)
  console.log(greeting(server))
  stopOnSignals(server, settings.drainSeconds * 1000, server.log)
}

function greeting({ url, settings, library: { knowledge } }: Server): string {
  const look = { sandbox: 'sandbox, with made-up answers', agency: 'your gateway', none: 'off' }[
    settings.dossiers.kind
  ]
  return [
    'Dẫn Lối is open.',
    `  Web chat    ${settings.publicUrl ?? url}/chat`,
    `  Zalo OA     ${settings.zalo ? `on, webhook ${settings.publicUrl}/webhooks/zalo` : 'off (set the ZALO_ settings to turn it on)'}`,
    `  Zalo Bot    ${settings.zaloBot ? `on, webhook ${settings.publicUrl}/webhooks/zalo-bot` : 'off (set the ZALO_BOT_ settings to turn it on)'}`,
    `  Messenger   ${settings.messenger ? `on, webhook ${settings.publicUrl}/webhooks/messenger` : 'off (set the MESSENGER_ settings to turn it on)'}`,
    `  Look-up     ${look}`,
    `  Content     ${knowledge.procedures.size} procedures, ${knowledge.guides.size} guides, ${knowledge.listed.procedures.size} more from the official list, version ${knowledge.version.slice(0, 12)}`,
    ...(knowledge.operator.example
      ? [
          '  Note        content/operator.yaml is still the example: say whose bot this is before citizens meet it.',
        ]
      : []),
  ].join('\n')
}
