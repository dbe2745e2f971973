import { describeChannel } from './describe-channel.ts'
import { ZALO } from './zalo-stage.ts'

describeChannel(ZALO)
