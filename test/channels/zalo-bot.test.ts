import { describeChannel } from './describe-channel.ts'
import { ZALO_BOT } from './zalo-bot-stage.ts'

describeChannel(ZALO_BOT)
