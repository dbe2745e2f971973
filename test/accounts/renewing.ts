import { post } from '../../src/channels/common/http.ts'
import { TokenPair } from '../../src/channels/zalo/pair.ts'
import { ZaloToken } from '../../src/channels/zalo/token.ts'
import { openStore } from '../../src/store/open.ts'
import { tokenStorage } from '../../src/store/tokens.ts'

/**
 * A process of its own that asks for Zalo's token once, and dies on the way where it is told to. Arguments: JSON with the
 * place of the store, the settings of the fake, by how much its clock is ahead, and the point. Prints what it got.
 */
const { place, zalo, ahead, dieAt } = JSON.parse(process.argv[2] ?? '{}')
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
console.log(JSON.stringify({ token: await token.use(), state: token.state }))
await store.close()
