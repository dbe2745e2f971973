import type { Channel } from './channels/channel.ts'
import { settingsFromHere } from './config.ts'
import { type Server, startServer } from './house/server.ts'
import { modelKeptIn } from './library/kept-model.ts'
import { stopOnSignals } from './operations/stopping.ts'
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

function greeting({ url, settings, channels, library: { knowledge } }: Server): string {
  const platform = (kind: Channel['kind'], prefix: string) => {
    const count = channels.filter(channel => channel.kind === kind).length
    if (count === 0) return `off (set the ${prefix} settings to turn it on)`
    return `on${count > 1 ? `, ${count} accounts` : ''}, webhook ${settings.publicUrl}/webhooks/${kind}`
  }
  const look = { sandbox: 'sandbox, with made-up answers', agency: 'your gateway', none: 'off' }[
    settings.dossiers.kind
  ]
  return [
    'Dẫn Lối is open.',
    `  Web chat    ${settings.publicUrl ?? url}/chat`,
    `  Zalo OA     ${platform('zalo', 'ZALO_')}`,
    `  Zalo Bot    ${platform('zalo-bot', 'ZALO_BOT_')}`,
    `  Messenger   ${platform('messenger', 'MESSENGER_')}`,
    `  Look-up     ${look}`,
    `  Content     ${knowledge.procedures.size} procedures, ${knowledge.guides.size} guides, ${knowledge.listed.procedures.size} more from the official list, version ${knowledge.version.slice(0, 12)}`,
    ...(knowledge.operator.example
      ? [
          '  Note        content/operator.yaml is still the example: say whose bot this is before citizens meet it.',
        ]
      : []),
  ].join('\n')
}
