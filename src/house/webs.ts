import { type WebChannel, webChannel } from '../channels/web/channel.ts'
import type { WebMode } from '../channels/web/options.ts'
import type { Settings } from '../config.ts'
import { writeAction } from '../guidance/action.ts'
import type { Library } from '../library/library.ts'

/** The web chat's channels: that of citizens and the one to practise on, or the preview of drafts alone. */
export function openWebs(settings: Settings, library: Library, key: string, now: () => number): WebChannel[] {
  const modes: WebMode[] = settings.preview ? ['preview'] : ['citizens', 'practice']
  return modes.map(mode =>
    webChannel({
      mode,
      secretKey: key,
      publicUrl: settings.publicUrl,
      names: () => {
        const { agency, page, desk } = library.knowledge.operator
        return { bot: 'Dẫn Lối', agency, page, desk }
      },
      now,
      erasePayload: writeAction({ do: 'erase', yes: true, sure: true }),
    }),
  )
}
