import { AcceptingZalo } from '../proofs/accepting-zalo.ts'
import { beHelper } from './helper.ts'

/** Zalo in a process of its own, which accepts every message at once. */
const zalo = await AcceptingZalo.start()
beHelper({ ...zalo.settings, url: zalo.settings.apiUrl }, () => zalo.accepted)
