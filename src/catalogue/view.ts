import type { Knowledge } from './knowledge.ts'
import { whereaboutsOf } from './places.ts'
import type { Operator } from './schema/operator.ts'

const wholes = new WeakMap<Knowledge, Knowledge>()

/** The same knowledge in the hands of another operator, who is at home where that one's unit is. */
export function seenBy(knowledge: Knowledge, operator: Operator): Knowledge {
  const { places } = knowledge
  const home = whereaboutsOf(operator.unit, places)
  const view = Object.freeze({ ...knowledge, operator, places: Object.freeze({ ...places, home }) })
  wholes.set(view, wholeOf(knowledge))
  return view
}

/** What all operators' views of one content have in common: what is worked out of content alone is kept under this. */
export function wholeOf(knowledge: Knowledge): Knowledge {
  return wholes.get(knowledge) ?? knowledge
}
