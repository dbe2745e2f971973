import { type Activity, ActivityTypes, BotAdapter, type ResourceResponse, TurnContext } from './activity.ts'
import type { Happening } from './happening.ts'

/**
 * The one adapter for all channels. It sends nothing: what a turn says is collected, committed with the turn,
 * and leaves through the outbox. So a turn can be repeated without anybody hearing it twice.
 */
export class CollectingAdapter extends BotAdapter {
  /** Runs one turn through the middleware and `logic`; resolves with the activities that it sent. */
  async process(
    happening: Happening,
    prepare: (context: TurnContext) => void,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<Partial<Activity>[]> {
    const context = new TurnContext(this, toActivity(happening))
    const collected: Partial<Activity>[] = []
    context.turnState.set(COLLECTED, collected)
    prepare(context)
    await this.runMiddleware(context, logic)
    return collected
  }

  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const collected: Partial<Activity>[] = context.turnState.get(COLLECTED)
    collected.push(...activities)
    return activities.map(() => ({ id: '' }))
  }

  override async updateActivity(): Promise<undefined> {
    throw new Error('What was said is not taken back: no channel of ours can edit a message.')
  }

  override async deleteActivity(): Promise<undefined> {
    throw new Error('What was said is not taken back: no channel of ours can delete a message.')
  }

  override async continueConversation(): Promise<void> {
    throw new Error('Proactive turns come in through the inbox, as jobs and timers do.')
  }
}

const COLLECTED = Symbol('collected')

/** Texts, taps and media are messages; all else is an event named after what happened. */
function toActivity({ account, person, messageId, at, what }: Happening): Partial<Activity> {
  const envelope = {
    id: messageId,
    channelId: account.split(':')[0] ?? account,
    conversation: { id: person, name: '', isGroup: false, conversationType: 'personal' },
    from: { id: person, name: '' },
    recipient: { id: account, name: '' },
    timestamp: new Date(at),
  }
  switch (what.kind) {
    case 'text':
      return { ...envelope, type: ActivityTypes.Message, text: what.text }
    case 'tap':
      return { ...envelope, type: ActivityTypes.Message, text: '', value: what }
    case 'media':
      return {
        ...envelope,
        type: ActivityTypes.Message,
        text: what.text ?? '',
        value: what,
        attachments: [{ contentType: what.media }],
      }
    default:
      return { ...envelope, type: ActivityTypes.Event, name: what.kind, value: what }
  }
}
