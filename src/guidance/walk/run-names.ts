import { isListedGuide } from '../../catalogue/derive-listed.ts'
import type { Relation } from '../../catalogue/schema/language.ts'
import type { SentenceKey } from '../../catalogue/schema/sentences.ts'
import type { Choice, Run } from '../conversation.ts'
import { spokenOf } from '../screen.ts'
import type { Turn } from '../turn.ts'

/** Its title, and for whom it is where that does not say it. */
export function runTitle(turn: Pick<Turn, 'knowledge'>, run: Run): string {
  const title = guideTitle(turn, run)
  return isSaid(turn, title, run.relation) ? title : `${title} (${relationWords(turn, run.relation)})`
}

/** What a run is called: its guide, or what it is walked for where that is known from the official list alone. */
export function guideTitle(turn: Pick<Turn, 'knowledge'>, run: Run): string {
  const spoken = isListedGuide(run.guide) ? spokenOf(turn, run) : undefined
  return spoken?.name ?? turn.knowledge.guides.get(run.guide)?.title ?? run.guide
}

/** A sentence about a run with its title in it: `plain`, or the one that says for whom. */
export function announce(
  turn: Turn,
  title: string,
  relation: Relation,
  plain: SentenceKey,
  forSomebody: SentenceKey,
): string {
  if (isSaid(turn, title, relation)) return turn.say(plain, { 'huong-dan': title })
  return turn.say(forSomebody, { 'huong-dan': title, 'cho-ai': relationWords(turn, relation) })
}

/** Whether the title says already for whom it is: "Đăng ký khai sinh cho con". */
function isSaid(turn: Pick<Turn, 'knowledge'>, title: string, relation: Relation): boolean {
  return relation === 'minh' || title.endsWith(relationWords(turn, relation))
}

export function relationWords(turn: Pick<Turn, 'knowledge'>, relation: Relation): string {
  return turn.knowledge.sentences.relations[relation]
}

/** The way back to a run, where it stands among other things. */
export function openRunChoice(turn: Turn, run: Run): Choice {
  const title = `${runTitle(turn, run)} – ${turn.label('underWay')}`
  return { title, action: { do: 'resume', run: run.id } }
}

export function runChoices(turn: Turn): Choice[] {
  return turn.conversation.runs.map(run => ({
    title: runTitle(turn, run),
    action: { do: 'resume', run: run.id },
  }))
}
