import { describe, expect, it, onTestFinished } from 'vitest'
import { plainPage } from '../../src/bot/plain-page.ts'
import { Turns } from '../../src/bot/turns.ts'
import type { Channel, OutgoingReply } from '../../src/channels/channel.ts'
import { isReachedFromOutside } from '../../src/channels/common/layout.ts'
import { render as onMessenger } from '../../src/channels/messenger/render.ts'
import { zaloChannel } from '../../src/channels/zalo/channel.ts'
import { render as onZalo } from '../../src/channels/zalo/render.ts'
import { writeAction } from '../../src/guidance/action.ts'
import type { Reply } from '../../src/guidance/outcome.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { optionsFor } from '../channels/zalo-stage.ts'
import { contentKnowledge } from '../content-knowledge.ts'
import { FakeZalo } from '../fakes/zalo.ts'
import { Walker } from '../guidance/walk.ts'

const knowledge = contentKnowledge()
const NOW = Date.parse('2026-11-23T02:00:00Z')
const AT = 'https://danloi.example.gov.vn'

/** What goes out on Zalo for a text, as JSON, where this house is reached at `publicUrl`. */
async function sentOnZalo(said: string, publicUrl: string): Promise<string> {
  const store = await openSqliteStore(':memory:')
  onTestFinished(() => store.close())
  const channel = zaloChannel({ ...optionsFor(new FakeZalo()).options, publicUrl })
  const sent: unknown[] = []
  const noting: Channel = {
    ...channel,
    render: (reply, person) => {
      const requests = channel.render(reply, person)
      sent.push(...requests)
      return requests
    },
  }
  const turns = new Turns({
    store,
    knowledge: () => knowledge,
    channels: new Map([[channel.account, noting]]),
    now: () => NOW,
    onCommitted: () => {},
    onFailed: (_, error) => {
      throw error
    },
  })
  const what = { kind: 'text', text: said } as const
  await turns.take({ account: channel.account, person: '6', messageId: 'm1', at: NOW, what })
  return JSON.stringify(sent)
}

describe('the card of a procedure', () => {
  it('leads to its plain page from Zalo', async () => {
    expect(await sentOnZalo('làm giấy khai sinh cho con', AT)).toContain(`${AT}/thu-tuc/1.001193`)
  })

  it.each(['http://danloi.example.gov.vn', 'https://localhost:3000', 'https://192.168.1.4'])(
    'leads nowhere from Zalo where nobody outside reaches %s',
    async publicUrl => {
      expect(await sentOnZalo('làm giấy khai sinh cho con', publicUrl)).not.toContain('/thu-tuc/')
    },
  )

  it('is as many messages with its link as without, on every channel', () => {
    const longer = [...knowledge.procedures.keys()].filter(code => {
      const topic = { kind: 'procedure', id: code } as const
      const outcome = new Walker(knowledge).tap({ title: '', action: { do: 'open', topic } })
      const reply = outcome.replies.at(-1)
      if (!reply) return true
      const without = asSent(reply)
      const withLink = { ...without, links: [...without.links, ...plainPage(reply.about)] }
      return [onZalo, onMessenger].some(
        render => render(withLink, '6', AT).length !== render(without, '6', AT).length,
      )
    })
    expect(longer).toEqual([])
  })
})

function asSent(reply: Reply): OutgoingReply {
  const choices = reply.choices.map(({ title, action, secondary }) => ({
    title,
    payload: writeAction(action),
    secondary: secondary === true,
  }))
  return { ...reply, choices }
}

it.each([
  [AT, true],
  ['https://danloi.thanhhoa.gov.vn:8443', true],
  ['http://danloi.thanhhoa.gov.vn', false],
  ['https://localhost', false],
  ['https://may-chu', false],
  ['https://may-chu.local', false],
  ['https://10.0.0.5', false],
  ['https://[::1]:3000', false],
  ['', false],
])('people elsewhere open pages under “%s”: %s', (publicUrl, isReached) => {
  expect(isReachedFromOutside(publicUrl)).toBe(isReached)
})
