import type { Knowledge, TopicRef } from '../catalogue/knowledge.ts'
import type { Link, Picture } from '../catalogue/schema/common.ts'
import type { Relation } from '../catalogue/schema/language.ts'
import type { LabelKey } from '../catalogue/schema/sentences/labels.ts'
import type { SentenceKey } from '../catalogue/schema/sentences.ts'
import { toldApart } from './answers/apart.ts'
import type { Choice, Conversation, Run } from './conversation.ts'
import type { Event } from './events.ts'
import type { Call, HandOffChange, Job, Outcome, Reply, RunChange, VisitChange } from './outcome.ts'
import type { Reach } from './unasked/unasked.ts'
import type { Slip } from './walk/slip.ts'
import { label, sentence } from './words.ts'

/** What the host lends the engine, since the core has neither clock nor chance. */
export type Tools = {
  now: number
  newId: () => string
  /** What the channel can do about people who are not there; nothing where it is left out. */
  reach?: Reach
  /** Where the person can read all that is kept of them (own-data.ts); null where no page can be opened. */
  ownPage?: string | null
  /** False where nobody of the staff can be called in, as where people only try the bot out. */
  mayHandOff?: boolean
}

/**
 * The draft of one outcome: a copy of the conversation that the handlers work on, and what they say and ask for.
 * It never leaves `respond`.
 */
export class Turn {
  readonly knowledge: Knowledge
  readonly now: number
  readonly newId: () => string
  readonly reach: Reach
  readonly ownPage: string | null
  readonly mayHandOff: boolean
  readonly conversation: Conversation
  readonly events: Event[] = []
  readonly visits: VisitChange[] = []
  readonly runs: RunChange[] = []
  readonly jobs: Job[] = []
  readonly slips: Slip[] = []
  readonly handOffs: HandOffChange[] = []
  readonly cancelled: string[] = []
  /** False in turns that the person did not start: they open no visit. */
  byPerson = true
  /** The step of the run on the screen shall stand at the end of what is said, led in by these words. */
  wantsStep: { lead: string } | null = null
  /** What was asked in the middle of a run and is not about it. */
  readonly elsewhere: { topic: TopicRef; relation: Relation | null }[] = []
  /** What is said is for somebody whom only staff could answer so far, and did not. */
  takesBack = false
  /** Choices that are not shown and can still be answered in words. */
  behind: Choice[] = []
  erased = false
  /** What was said before and is still on its way is stopped. */
  silenced = false
  private readonly said: Reply[] = []
  private notes: string[] = []
  private readonly noted = new Set<string>()

  constructor(knowledge: Knowledge, conversation: Conversation, tools: Tools) {
    this.knowledge = knowledge
    this.now = tools.now
    this.newId = tools.newId
    this.reach = tools.reach ?? null
    this.ownPage = tools.ownPage ?? null
    this.mayHandOff = tools.mayHandOff ?? true
    this.conversation = structuredClone(conversation)
  }

  say(key: SentenceKey, values?: { [name: string]: string }): string {
    return sentence(this.knowledge, key, values)
  }

  label(key: LabelKey): string {
    return label(this.knowledge, key)
  }

  /** Goes in front of the next reply, so that a citizen gets one message and not two; what was noted before is not said twice. */
  note(text: string): void {
    if (this.noted.has(text)) return
    this.noted.add(text)
    this.notes.push(text)
  }

  reply(
    text: string,
    parts: {
      choices?: Choice[]
      picture?: Picture | undefined
      links?: Link[]
      calls?: Call[]
      progress?: Reply['progress']
      about?: TopicRef
    } = {},
  ): void {
    this.said.push({
      text: [...this.notes, text].filter(part => part !== '').join('\n\n'),
      choices: parts.choices ?? [],
      picture: parts.picture ?? null,
      links: parts.links ?? [],
      ...(parts.calls && parts.calls.length > 0 && { calls: parts.calls }),
      progress: parts.progress ?? null,
      ...(parts.about && { about: parts.about }),
      working: false,
    })
    this.notes = []
  }

  /** Stands under all that was said, with a choice of its own; false where nothing was said. */
  addBehind(text: string, choice: Choice): boolean {
    const last = this.said.at(-1)
    if (!last) return false
    last.text = [last.text, text].filter(part => part !== '').join('\n\n')
    last.choices = [...last.choices, choice]
    return true
  }

  /** What was said so far needs no answer: the choices of what comes next stand alone. */
  dropChoices(): void {
    for (const reply of this.said) reply.choices = []
  }

  /** The run on the screen. */
  get run(): Run | undefined {
    return this.conversation.runs.find(run => run.id === this.conversation.current)
  }

  /** A look-up was asked for: its answer follows at once, as a turn of its own. */
  get looksUp(): boolean {
    return this.jobs.some(job => job.kind === 'lookup')
  }

  /** Closes the draft. All choices of the turn stand under its last reply, so that a typed "2" is never ambiguous. */
  outcome(): Outcome {
    if (this.notes.length > 0) this.reply('')
    const choices = oneOfEach(toldApart(this.knowledge, this.said))
    const last = this.said.length - 1
    const replies = this.said.map((reply, index) =>
      index === last
        ? { ...reply, choices, working: this.looksUp, ...(this.takesBack && { takesBack: true }) }
        : { ...reply, choices: [] },
    )
    if (replies.length > 0) {
      this.conversation.prompt = choices
      this.conversation.stepShown = this.said[last]?.progress != null
      this.conversation.behind = this.conversation.stepShown ? [] : this.behind
    }
    return {
      conversation: this.conversation,
      replies,
      events: this.events,
      visits: this.visits,
      runs: this.runs,
      jobs: this.jobs,
      slips: this.slips,
      handOffs: this.handOffs,
      silenced: this.silenced,
      cancelled: this.cancelled,
      erased: this.erased,
    }
  }
}

function oneOfEach(choices: Choice[]): Choice[] {
  const byAction = new Map<string, Choice>()
  for (const choice of choices) {
    const key = JSON.stringify(choice.action)
    const known = byAction.get(key)
    if (!known || (known.secondary && !choice.secondary)) byAction.set(key, choice)
  }
  const unique = [...byAction.values()]
  return [...unique.filter(choice => !choice.secondary), ...unique.filter(choice => choice.secondary)]
}
