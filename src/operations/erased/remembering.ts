import type { TurnRecord } from '../../store/records/turn.ts'
import type { Store } from '../../store/store.ts'
import { ErasedList, type Line, namesBy } from './list.ts'

export type RememberingOptions = {
  dataDir: string
  secretKey: string
  /** It could not be noted; the erasing goes on all the same. */
  onFailed: (error: unknown) => void
}

/**
 * The same store, which notes outside of itself who erases their data or turns away, before it happens: a kill between
 * the two leaves a line too many rather than one too few.
 */
export function rememberingErasures(
  store: Store,
  { dataDir, secretKey, onFailed }: RememberingOptions,
): Store {
  const list = ErasedList.of(dataDir)
  const names = namesBy(secretKey)
  const trying = (work: () => void) => {
    try {
      work()
    } catch (error) {
      onFailed(error)
    }
  }
  const noteLines = (lines: readonly Line[]) => {
    if (lines.length > 0) trying(() => list.note(lines))
  }
  return {
    ...store,
    async commit(turns) {
      noteLines(turns.flatMap(turn => lineOf(turn, names.of)))
      const fates = await store.commit(turns)
      const never = turns.filter((turn, index) => turn.change?.erase === true && fates[index] !== 'committed')
      noteLines(
        never.map(({ inbox }) => ({ kind: 'taken back', who: names.of(inbox), at: inbox.receivedAt })),
      )
      return fates
    },
    async sweep(now, keep) {
      trying(() => list.prune(now))
      return store.sweep(now, keep)
    },
  }
}

function lineOf({ change, inbox }: TurnRecord, nameOf: ReturnType<typeof namesBy>['of']): Line[] {
  // Nearly every turn is neither: a name costs as much as a statement.
  if (!change || !(change.erase || change.forgetAt)) return []
  const { account, person } = change.conversation
  const line = { who: nameOf({ account, person }), at: inbox.receivedAt }
  if (change.erase) return [{ kind: 'erased', ...line }]
  return change.forgetAt ? [{ kind: 'left', ...line, until: change.forgetAt }] : []
}
