import { expect, it } from 'vitest'
import { ANSWERS } from '../../src/catalogue/schema/sentences/answers.ts'
import { OWN_DATA } from '../../src/catalogue/schema/sentences/own-data.ts'
import { PLACES } from '../../src/catalogue/schema/sentences/places.ts'
import { STAFF } from '../../src/catalogue/schema/sentences/staff.ts'
import { TALKING } from '../../src/catalogue/schema/sentences/talking.ts'
import { UNASKED } from '../../src/catalogue/schema/sentences/unasked.ts'
import { WALK } from '../../src/catalogue/schema/sentences/walk.ts'
import { SENTENCES } from '../../src/catalogue/schema/sentences.ts'

it('each sentence is of one room alone', () => {
  const rooms = [TALKING, ANSWERS, PLACES, WALK, UNASKED, STAFF, OWN_DATA]
  expect(rooms.flatMap(room => Object.keys(room)).sort()).toEqual(Object.keys(SENTENCES).sort())
})
