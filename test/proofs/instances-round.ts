import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { FakeZalo } from '../fakes/zalo.ts'
import { startPostgres } from '../postgres/server.ts'
import { lookIntoPostgres } from './databases.ts'
import { Gate } from './gate.ts'
import { faultsOf, type Said, type Totals, totalsOf } from './kill-audit.ts'
import { readLedger } from './ledger.ts'
import { RealHouse } from './real-house.ts'

const PEOPLE = 24
/** A walk with real questions, side questions and slips; taps come as numbers. */
const TEXTS = [
  'làm giấy khai sinh cho con',
  '1',
  'danh mục',
  'tôi bị vướng',
  'ko có điện thoại thì sao',
  'trở lại',
]
/** Between what one person says: under the pace at which the bot answers one by one (guidance/pace.ts). */
const THINKING_MS = 1_500
const BETWEEN_KILLS_MS = 3_000
/** What the killed instance had on the wire has reached Zalo by then, or never will. */
const ON_THE_WIRE_MS = 500
/** A lease, and all that waited behind what it held. */
const PATIENCE_MS = 240_000

export type InstancesRound = Totals & {
  instances: number
  kills: number
  messages: number
  acknowledged: number
  faults: string[]
}

/** Whether order was kept and nothing lost; twice may come what was under way in an instance as it was killed. */
export function holds({
  messages,
  acknowledged,
  doneOnce,
  replies,
  deliveries,
  faults,
  kills,
}: InstancesRound): boolean {
  return (
    faults.length === 0 &&
    acknowledged === messages &&
    doneOnce === messages &&
    replies > 0 &&
    deliveries.lost === 0 &&
    deliveries.wrong === 0 &&
    deliveries.once + deliveries.twice === replies &&
    deliveries.twice <= kills * PEOPLE
  )
}

/**
 * So many real servers on one PostgreSQL, with people who talk to whichever answers; every few seconds one is killed
 * (SIGKILL) and started again, for so long. Then the database is held against what Zalo accepted.
 */
export async function runInstances(instances: number, forMs: number): Promise<InstancesRound> {
  const postgres = await startPostgres()
  const zalo = await FakeZalo.start()
  const gate = await Gate.open(zalo.settings.apiUrl)
  gate.delayMs = () => Math.random() * 30
  const address = { ...zalo.settings, apiUrl: gate.url, oauthUrl: gate.url }
  const houses = await Promise.all(
    Array.from({ length: instances }, () => RealHouse.build(address, postgres.url)),
  )
  try {
    for (const house of houses) await house.start()
    const said: Said[] = []
    const kills: number[] = []
    const end = Date.now() + forMs
    const people = Array.from({ length: PEOPLE }, (_, index) =>
      String(2_000_000_000_000_000_100n + BigInt(index)),
    )
    const talking = people.map(user => talk(zalo, houses, user, said, end))
    const count = await killInTurn(houses, zalo, kills, end)
    await Promise.all(talking)
    await houses[0]?.idle(PATIENCE_MS)
    for (const house of houses) await house.stop()
    const ledger = await readLedger(lookIntoPostgres(postgres.url), `zalo:${zalo.settings.oaId}`)
    const accepted = zalo.sent.map(({ id, user, raw }, at) => ({ id, user, raw, at }))
    return {
      instances,
      kills: count,
      messages: said.length,
      acknowledged: said.filter(one => one.acknowledged).length,
      faults: faultsOf(ledger, said),
      ...totalsOf(ledger, said, accepted, kills),
    }
  } finally {
    for (const house of houses) await house.remove()
    await gate.goDown()
    await zalo.stop()
    await postgres.remove()
  }
}

/** Says one thing after another, each to whichever server takes it, as a balancer before them would send it. */
async function talk(
  zalo: FakeZalo,
  houses: readonly RealHouse[],
  user: string,
  said: Said[],
  end: number,
): Promise<void> {
  await pause(Math.random() * THINKING_MS)
  for (let index = 0; Date.now() < end; index++) {
    const text = TEXTS[index % TEXTS.length] ?? ''
    const one: Said = { user, text, messageId: randomUUID().replaceAll('-', ''), acknowledged: false }
    said.push(one)
    while (!one.acknowledged) {
      const house = houses[Math.floor(Math.random() * houses.length)]
      zalo.postsTo(`${house?.url}/webhooks/zalo`)
      one.acknowledged = await zalo.userSays(user, text, { messageId: one.messageId }).then(
        ({ status }) => status === 200,
        () => false,
      )
      if (!one.acknowledged) await pause(50)
    }
    await pause(THINKING_MS * (0.75 + Math.random() / 2))
  }
}

/** Resolves with how many were killed. `kills` gets their places among what Zalo accepted. */
async function killInTurn(
  houses: readonly RealHouse[],
  zalo: FakeZalo,
  kills: number[],
  end: number,
): Promise<number> {
  let count = 0
  for (; Date.now() + BETWEEN_KILLS_MS < end; count++) {
    await pause(BETWEEN_KILLS_MS)
    const house = houses[count % houses.length]
    await house?.kill()
    kills.push(zalo.sent.length)
    await pause(ON_THE_WIRE_MS)
    kills.push(zalo.sent.length)
    await house?.start()
  }
  return count
}
