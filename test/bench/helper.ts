import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { z } from 'zod'

/** A process of its own beside the bench; it says once where it listens, and what it counted whenever it is asked. */
export type Helper = {
  settings: HelperSettings
  ask(): Promise<{ count: number; cpuSeconds: number }>
  stop(): void
}

const HelperSettings = z.object({
  url: z.string(),
  appId: z.string(),
  appSecret: z.string(),
  oaId: z.string(),
  oaSecretKey: z.string(),
  refreshToken: z.string(),
  apiUrl: z.string(),
  oauthUrl: z.string(),
})
export type HelperSettings = z.infer<typeof HelperSettings>
const Told = z.object({ count: z.number(), cpuSeconds: z.number() })

/** Starts a file of this folder. */
export async function startHelper(file: 'accepting-process.ts' | 'bare-express.ts'): Promise<Helper> {
  const child = fork(join(import.meta.dirname, file), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  process.once('exit', () => child.kill('SIGKILL'))
  const [settings] = await once(child, 'message')
  return {
    settings: HelperSettings.parse(settings),
    async ask() {
      const told = once(child, 'message')
      child.send('how much')
      return Told.parse((await told)[0])
    },
    stop: () => void child.kill(),
  }
}

/** What the helper's own process does: says where it is, and answers each question with its figures. */
export function beHelper(settings: HelperSettings, count: () => number): void {
  process.send?.(settings)
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.({ count: count(), cpuSeconds: (user + system) / 1e6 })
  })
  process.on('disconnect', () => process.exit())
}
