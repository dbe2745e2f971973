import { post } from '../../src/channels/common/http.ts'
import { TokenPair } from '../../src/channels/zalo/token/pair.ts'
import { ZaloToken } from '../../src/channels/zalo/token/token.ts'
import { openStore, type StorePlace } from '../../src/store/open.ts'
import { tokenStorage } from '../../src/store/tokens.ts'
import type { FakeZalo } from '../fakes/zalo.ts'

/** `zalo`: the settings of the fake; `ahead`: by how much its clock is; `dieAt`: the point at which the process dies. */
export type Order = { place: StorePlace; zalo: FakeZalo['settings']; ahead: number; dieAt?: string }

/** Asks for Zalo's token once, as a process does that has just started. */
export async function renewOnce({ place, zalo, ahead, dieAt }: Order) {
  const store = await openStore(place)
  const silent = () => {}
  const token = new ZaloToken({
    ...zalo,
    publicUrl: 'https://danloi.example.gov.vn',
    storage: tokenStorage(store, `zalo-token:${zalo.oaId}`, 'khoa-cua-mot-lan-thu-dai-du-32-chu', json =>
      TokenPair.parse(json),
    ),
    post,
    now: () => Date.now() + ahead,
    log: { info: silent, warn: silent, error: silent },
    atPoint(point) {
      if (point === dieAt) process.kill(process.pid, 'SIGKILL')
    },
  })
  try {
    return { token: await token.use(), state: token.state }
  } finally {
    await store.close()
  }
}

if (import.meta.main) console.log(JSON.stringify(await renewOnce(JSON.parse(process.argv[2] ?? '{}'))))
