import { post } from '../../src/channels/common/http.ts'
import type { MessengerOptions } from '../../src/channels/messenger/options.ts'
import type { FakeMessenger } from '../fakes/messenger.ts'

/** Options for a channel that talks to the fake, and the lines that it logs. */
export function optionsFor(messenger: FakeMessenger) {
  const logged: string[] = []
  const write = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`)
  const options: MessengerOptions = {
    ...messenger.settings,
    publicUrl: 'https://danloi.example.gov.vn',
    post,
    now: () => messenger.now(),
    log: { warn: write, error: write },
    timeoutMs: 2_000,
  }
  return { options, logged }
}
