import { describeStore } from './describe-store.ts'
import { sqlitePlace } from './sqlite-place.ts'

describeStore('the SQLite store', sqlitePlace)
