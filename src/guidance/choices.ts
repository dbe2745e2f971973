import type { Command } from '../catalogue/schema/language.ts'
import type { Choice } from './conversation.ts'
import type { Turn } from './turn.ts'

/** A choice that does what typing the command does. */
export function commandChoice(turn: Turn, command: Command): Choice {
  return {
    title: turn.knowledge.sentences.commands[command],
    action: { do: 'command', command },
    secondary: true,
  }
}

/** The way on and the way to a person that every reply outside a run offers. */
export function wayOn(turn: Turn): Choice[] {
  const resume = turn.conversation.runs.length > 0 ? [commandChoice(turn, 'resume')] : []
  return [...resume, ...elsewhere(turn)]
}

/** The same, where the open runs stand among the choices already. */
export function elsewhere(turn: Turn): Choice[] {
  return [commandChoice(turn, 'menu'), commandChoice(turn, 'staff')]
}

/** What stood on the screen and stays, with the ways on that it does not have. */
export function keptOn(turn: Turn): Choice[] {
  const { prompt } = turn.conversation
  return [...prompt, ...wayOn(turn).filter(isNew(prompt))]
}

/** Whether a way on leads elsewhere than the choices do: the menu's own need no "danh mục", "làm tiếp bước này" no "tiếp tục". */
function isNew(prompt: readonly Choice[]): (way: Choice) => boolean {
  const leads = new Set(prompt.map(({ action }) => action.do))
  return ({ action }) =>
    action.do !== 'command' ||
    !((action.command === 'menu' && leads.has('menu')) || (action.command === 'resume' && leads.has('again')))
}
