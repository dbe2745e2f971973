import { describeChannel } from './describe-channel.ts'
import { MESSENGER } from './messenger-stage.ts'

describeChannel(MESSENGER)
