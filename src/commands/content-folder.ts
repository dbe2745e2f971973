import { existsSync } from 'node:fs'

/** Where the content lies that the server here says: `CONTENT_DIR` of the environment or of `.env`, else `content`. */
export function contentFolder(): string {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return process.env.CONTENT_DIR?.trim() || 'content'
}
