import type { Knowledge } from '../../catalogue/knowledge.ts'
import type { Choice, Conversation } from '../conversation.ts'
import { replay, stepAt } from './replay.ts'

/**
 * What can be said though it is not among the choices on the screen: the answers to the step that stood there before, other
 * answers to the steps before that, and what is known to go wrong at the step that the screen speaks of. Whoever types what is wrong gets its help at once, and
 * where it is not clear which it is, the list of them, which stands last. Rests on the screen alone, so that it is the
 * same when a text is read and when what it meant is done.
 */
export function unshown(knowledge: Knowledge, conversation: Conversation): Unshown[] {
  return [...conversation.behind, ...changes(knowledge, conversation), ...troubles(knowledge, conversation)]
}

/** A shorter one is said of much else: "không có", "chưa có". */
const WORDS_THAT_TELL = 3

/** Answers that could have been given before and were not: "ở với người thân", two steps later, is a change of mind. */
function changes(knowledge: Knowledge, { runs, current, stepShown }: Conversation): Unshown[] {
  const run = stepShown && runs.find(({ id }) => id === current)
  if (!run) return []
  return replay(knowledge, run).trail.flatMap(({ step, path, answer }) =>
    step.kind !== 'ask'
      ? []
      : Object.entries(step.options).flatMap(([value, { label, also }]): Unshown[] => {
          const [title, ...others] = [label, ...also].filter(tells)
          if (title === undefined || value === answer.value) return []
          return [{ title, also: others, action: { do: 'answer', run: run.id, path, value } }]
        }),
  )
}

function tells(name: string): boolean {
  return name.split(/\s+/).length >= WORDS_THAT_TELL && !name.includes('{')
}

function troubles(knowledge: Knowledge, { prompt, runs, current }: Conversation): Unshown[] {
  const run = runs.find(({ id }) => id === current)
  const path = prompt.flatMap(({ action }) =>
    'path' in action && action.run === run?.id ? action.path : [],
  )[0]
  if (!run || path === undefined) return []
  const step = stepAt(knowledge, run.guide, path)?.step
  if (!step || step.obstacles.length === 0) return []
  const at = { run: run.id, path }
  return [
    ...step.obstacles.map(
      ({ id, label, also, help }): Unshown => ({
        title: label,
        also,
        elsewhere: wordsToSend(help),
        action: { do: 'obstacle', ...at, obstacle: id },
      }),
    ),
    { title: '', elsewhere: wordsToSend(step.text), action: { do: 'stuck', ...at } },
  ]
}

/** `elsewhere`: words that lead to something else, as its help or the step says: “nhắn “hồ sơ bị trả lại””. */
type Unshown = Choice & { elsewhere?: string[] }

function wordsToSend(text: string): string[] {
  return [...text.matchAll(/nhắn (?:cho mình )?“([^”]+)”/giu)].flatMap(([, words]) => words ?? [])
}
