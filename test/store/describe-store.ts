import { afterEach, beforeEach, describe } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { accounts } from './suite/accounts.ts'
import { arrivals } from './suite/arrivals.ts'
import { commits } from './suite/commits.ts'
import { erasing } from './suite/erasing.ts'
import { figures } from './suite/figures.ts'
import { handoffs } from './suite/handoffs.ts'
import { inbox } from './suite/inbox.ts'
import { instances } from './suite/instances.ts'
import { jobs } from './suite/jobs.ts'
import { outbox } from './suite/outbox.ts'
import { ownData } from './suite/own-data.ts'
import { retention } from './suite/retention.ts'
import { sharing } from './suite/sharing.ts'
import { slips } from './suite/slips.ts'
import { upkeep } from './suite/upkeep.ts'

/** An empty database of an engine. */
export type Place = {
  /** Another handle on the same database. */
  open(): Promise<Store>
  /** Every row of every table, read behind the store's back. */
  dump(): Promise<{ [table: string]: readonly { [column: string]: unknown }[] }>
  remove(): Promise<void>
}

/** What a test of the suite works with; `store` is open and empty. */
export type Bench = Place & { readonly store: Store }

/** Every promise of the port, for any engine that stands behind it. */
export function describeStore(name: string, makePlace: () => Promise<Place>): void {
  describe(name, () => {
    let place: Place
    let store: Store

    beforeEach(async () => {
      place = await makePlace()
      store = await place.open()
    })
    afterEach(async () => {
      await store.close()
      await place.remove()
    })

    const bench: Bench = {
      get store() {
        return store
      },
      open: () => place.open(),
      dump: () => place.dump(),
      remove: () => place.remove(),
    }

    for (const suite of [
      arrivals,
      commits,
      erasing,
      inbox,
      outbox,
      jobs,
      figures,
      handoffs,
      slips,
      upkeep,
      retention,
      ownData,
      sharing,
      accounts,
      instances,
    ])
      suite(bench)
  })
}
