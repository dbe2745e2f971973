import type { Channel } from '../channels/channel.ts'
import { Lane } from './lane.ts'
import { Limiter } from './limiter.ts'

/** A lane for each account; those of one app share what the platform counts by app. */
export function lanesOf(
  channels: ReadonlyMap<string, Channel>,
  chance: () => number,
): ReadonlyMap<string, Lane> {
  const byApp = new Map<string, Limiter>()
  return new Map(
    [...channels].map(([account, channel]) => [
      account,
      new Lane(channel, [new Limiter(channel.limits?.account ?? null), ...ofApp(channel, byApp)], chance),
    ]),
  )
}

function ofApp({ app, limits }: Channel, byApp: Map<string, Limiter>): Limiter[] {
  if (app === undefined || !limits?.app) return []
  const limiter = byApp.get(app) ?? new Limiter(limits.app)
  byApp.set(app, limiter)
  return [limiter]
}
