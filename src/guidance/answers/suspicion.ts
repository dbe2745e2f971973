import type { Suspicion, Want } from '../../understanding/intent.ts'
import { wayOn } from '../choices.ts'
import type { Choice } from '../conversation.ts'
import type { Turn } from '../turn.ts'
import { afterAside } from './aside.ts'

/** The question that tells how swindlers work. */
const SWINDLES = { kind: 'faq', id: 'lua-dao' } as const

/** An address, message or call is held against what is known. Nothing is ever called safe. */
export function warn(turn: Turn, { hosts, wants, seeksPortal }: Suspicion): void {
  turn.events.push({ type: 'question_asked', status: 'answered', topic: SWINDLES.id, facet: null })
  if (seeksPortal) return showPortal(turn, hosts)
  const found = [
    ...hosts.map(({ host, is }) => turn.say(HOST_SENTENCES[is], is === 'portal' ? {} : { 'dia-chi': host })),
    ...wants.map(want => turn.say(WANT_SENTENCES[want])),
  ]
  const text = [
    ...(found.length > 0 ? found : [turn.say('suspicionUnsure')]),
    turn.say('suspicionWhatToDo'),
    turn.say('suspicionNotKept'),
  ]
  turn.reply(text.join('\n'), { choices: [...more(turn), ...wayOn(turn)] })
  afterAside(turn, SWINDLES, null)
}

/** Somebody asks for the way to the portal, or still has its old name. */
function showPortal(turn: Turn, hosts: Suspicion['hosts']): void {
  const old = hosts
    .filter(({ is }) => is === 'oldPortal')
    .map(({ host }) => turn.say('oldPortal', { 'dia-chi': host }))
  turn.reply([...old, turn.say('portal')].join('\n'), {
    links: [{ title: 'dichvucong.gov.vn', url: 'https://dichvucong.gov.vn' }],
    choices: wayOn(turn),
  })
  afterAside(turn, SWINDLES, null)
}

function more(turn: Turn): Choice[] {
  const known = turn.knowledge.faqs.get(SWINDLES.id)
  return known ? [{ title: known.title, action: { do: 'open', topic: SWINDLES } }] : []
}

const HOST_SENTENCES = {
  lookAlike: 'lookAlikeHost',
  other: 'otherHost',
  state: 'stateHost',
  oldPortal: 'oldPortal',
  portal: 'portal',
} as const

const WANT_SENTENCES: { readonly [W in Want]: 'wantsCode' | 'wantsMoney' | 'wantsApp' } = {
  code: 'wantsCode',
  money: 'wantsMoney',
  app: 'wantsApp',
}
