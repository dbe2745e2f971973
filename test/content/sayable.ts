import type { OutgoingReply, PlatformRequest } from '../../src/channels/channel.ts'
import { render as onMessenger } from '../../src/channels/messenger/render.ts'
import { render as onZalo } from '../../src/channels/zalo/render.ts'
import { render as onZaloBot } from '../../src/channels/zalo-bot/render.ts'
import { BotRequest } from '../../src/channels/zalo-bot/request.ts'
import { writeAction } from '../../src/guidance/action.ts'
import type { Reply } from '../../src/guidance/outcome.ts'
import { MessengerMessages } from '../fakes/messenger-messages.ts'
import { ZaloBotMessages } from '../fakes/zalo-bot-messages.ts'
import { ZaloMessages } from '../fakes/zalo-messages.ts'

const PERSON = '6000000000000000006'
const PUBLIC_URL = 'https://danloi.example.gov.vn'

/**
 * What keeps a reply from being said to a person, or from meaning the same, on any channel; empty where nothing does. The
 * fake platforms judge: they refuse what the real ones refuse.
 */
export function faultsOf(reply: Reply): readonly string[] {
  // Ways that run side by side say the same things again and again.
  const key = JSON.stringify(reply)
  const known = judged.get(key) ?? judge(reply)
  judged.set(key, known)
  return known
}

const judged = new Map<string, readonly string[]>()

function judge(reply: Reply): string[] {
  const { text, choices, links } = reply
  const words = [text, ...choices.map(({ title }) => title), ...links.flatMap(link => [link.title, link.url])]
  const outgoing: OutgoingReply = {
    ...reply,
    choices: choices.map(({ title, action, secondary, keepsButton }) => ({
      title,
      payload: writeAction(action),
      secondary: secondary === true,
      ...(keepsButton && { keepsButton }),
    })),
  }
  return [
    ...(text.trim() === '' ? ['says nothing'] : []),
    ...words.filter(word => /[{}]/.test(word)).map(word => `shows a placeholder: ${word}`),
    ...words.filter(word => HOLE.test(word)).map(word => `has a hole where a word was left out: ${word}`),
    ...CHANNELS.flatMap(channel => faultsOn(channel, reply, outgoing)),
    ...(reply.calls ?? [])
      .filter(({ phone }) => !text.replace(/\D/g, '').includes(phone.replace(/^\+84|\D/g, '')))
      .map(({ phone }) => `has a button for ${phone}, which its text does not name`),
    ...links
      .filter(({ url }) => !/^(https?:\/\/|tel:|\/[^/])/.test(url))
      .map(({ url }) => `web opens no ${url}`),
  ]
}

/** What a person on the channel gets to see: the requests in the order in which they come, with what is refused. */
type Seen = { requests: number; refused: string[]; text: string; tappable: string[]; images: string[] }
type Shown = { name: string; show: (reply: OutgoingReply) => Seen }

const CHANNELS: readonly Shown[] = [
  {
    name: 'Zalo',
    show(reply) {
      const zalo = new ZaloMessages()
      zalo.interacted(PERSON, 0)
      const requests = onZalo(reply, PERSON, PUBLIC_URL)
      const refused = requests.flatMap(request => {
        const answer = zalo.take(JSON.stringify(request), 0)
        return 'error' in answer && answer.error === 0 ? [] : [JSON.stringify(answer)]
      })
      const sent = zalo.to(PERSON)
      return {
        requests: requests.length,
        refused,
        text: sent.map(message => message.text ?? '').join('\n'),
        tappable: sent.flatMap(({ buttons }) => buttons.map(({ title }) => title)),
        images: sent.flatMap(({ image }) => image ?? []),
      }
    },
  },
  {
    name: 'Zalo Bot',
    show(reply) {
      const zalo = new ZaloBotMessages()
      zalo.wrote(PERSON)
      const requests = onZaloBot(reply, PERSON, PUBLIC_URL).map(request => BotRequest.parse(request))
      const refused = requests.flatMap(({ method, body }) => {
        const answer = zalo.take(method, JSON.stringify(body), 0)
        return answer && 'ok' in answer && answer.ok === true ? [] : [JSON.stringify(answer)]
      })
      const sent = zalo.to(PERSON)
      return {
        requests: requests.filter(({ method }) => method !== 'sendChatAction').length,
        refused,
        text: sent.map(message => message.text ?? '').join('\n'),
        tappable: [],
        images: sent.flatMap(({ image }) => image ?? []),
      }
    },
  },
  {
    name: 'Messenger',
    show(reply) {
      const messenger = new MessengerMessages()
      messenger.acted(PERSON, 0)
      const requests: PlatformRequest[] = onMessenger(reply, PERSON, PUBLIC_URL)
      const refused = requests.flatMap(request => {
        const { status, body } = messenger.take(JSON.stringify(request), 0)
        return status === 200 ? [] : [JSON.stringify(body)]
      })
      const sent = messenger.to(PERSON)
      return {
        requests: requests.filter(request => !('sender_action' in request)).length,
        refused,
        text: sent.map(message => message.text ?? '').join('\n'),
        tappable: sent.flatMap(({ buttons, quickReplies }) =>
          [...buttons, ...quickReplies].map(({ title }) => title),
        ),
        images: sent.flatMap(({ image }) => image ?? []),
      }
    },
  },
]

function faultsOn({ name, show }: Shown, reply: Reply, outgoing: OutgoingReply): string[] {
  const { requests, refused, text, tappable, images } = show(outgoing)
  const said = words(text)
  const missing = [
    ...reply.text.split('\n'),
    ...reply.choices.map(({ title }, index) => `${index + 1}. ${title}`),
    ...reply.links.map(({ title }) => title),
  ].filter(
    part => !said.includes(words(part)) && !tappable.some(title => words(part).startsWith(words(title))),
  )
  return [
    ...refused.map(answer => `${name} refuses it: ${answer}`),
    // One message, after that of its picture.
    ...(requests > (reply.picture ? 2 : 1) ? [`takes ${requests} messages on ${name}`] : []),
    ...missing.map(part => `is not said on ${name}: ${part}`),
    ...(reply.picture && images.length !== 1 ? [`shows no picture on ${name}`] : []),
  ]
}

/** Whether a paper is ticked is shown where it stands. */
function words(text: string): string {
  return text.normalize('NFC').replace(/[☐☑] /g, '').replace(/\s+/g, ' ').trim()
}

/** An unknown placeholder is left out: "Nơi nhận: ." or two spaces in a row. */
const HOLE = /: *[.;,]|\(\s*\)|\S {2,}\S| [,;?]| \.(?!\p{L})/u
