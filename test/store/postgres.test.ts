import { postgresPlace } from '../postgres/place.ts'
import { describeStore } from './describe-store.ts'

describeStore('the PostgreSQL store', postgresPlace)
