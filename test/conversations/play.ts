import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isFail } from '../../src/catalogue/finding.ts'
import type { Knowledge } from '../../src/catalogue/knowledge.ts'
import { loadKnowledge } from '../../src/catalogue/load.ts'
import { sandbox } from '../../src/dossiers/sandbox.ts'
import { type Choice, type Conversation, newConversation } from '../../src/guidance/conversation.ts'
import { expects } from '../../src/guidance/expects.ts'
import type { Input } from '../../src/guidance/input.ts'
import { printOf } from '../../src/guidance/loop.ts'
import type { Job, Outcome } from '../../src/guidance/outcome.ts'
import { OWN_DATA_PAGE } from '../../src/guidance/own-data/own-data.ts'
import { respond } from '../../src/guidance/respond.ts'
import type { Intent } from '../../src/understanding/intent.ts'
import { MASK, redact } from '../../src/understanding/private/redact.ts'
import { understand } from '../../src/understanding/understand.ts'
import { faultsOf } from '../content/sayable.ts'
import { contentKnowledge } from '../content-knowledge.ts'
import { withDuty } from '../example-duty.ts'
import { readScript } from './script.ts'

/** 2026-11-23 09:00 in Vietnam, a Monday. */
const START = Date.parse('2026-11-23T02:00:00Z')
const READING_MS = 2_000
/** Between messages that come in one go, as when a phone finds its network again. */
const AT_ONCE_MS = 50

/**
 * Plays a golden conversation on the real content and returns it anew, as it should stand in its file. Throws where any
 * channel could not say a reply whole.
 */
export async function play(script: string): Promise<string> {
  const { title, cues } = readScript(script)
  const stage = new Stage()
  try {
    const scenes: string[] = []
    for (const { line, cue } of cues) scenes.push([line, ...(await stage.act(cue))].join('\n'))
    return `${[title, ...scenes].join('\n\n')}\n`
  } finally {
    stage.close()
  }
}

class Stage {
  /** A copy of content/, once somebody changes something in it. */
  private folder: string | null = null
  private knowledge = withDuty(contentKnowledge())
  private conversation: Conversation | null = null
  private now = START
  private ids = 0
  private jobs: Job[] = []
  private staffCanBeTold = true
  private readonly shown: Choice[] = []

  close(): void {
    if (this.folder !== null) rmSync(this.folder, { recursive: true })
  }

  async act(cue: ReturnType<typeof readScript>['cues'][number]['cue']): Promise<string[]> {
    // Nobody reads and answers in no time.
    this.now += cue.kind === 'says' && cue.atOnce ? AT_ONCE_MS : READING_MS
    switch (cue.kind) {
      case 'says':
        return [...this.turn(this.said(cue.text)), ...(await this.workOff())]
      case 'taps': {
        const onScreen = cue.old ? this.shown : (this.conversation?.prompt ?? [])
        const choice = onScreen.findLast(({ title }) => title === cue.title)
        if (!choice)
          throw new Error(
            `No choice "${cue.title}"; there are: ${onScreen.map(({ title }) => title).join(' | ')}`,
          )
        return [...this.turn({ kind: 'tapped', action: choice.action }), ...(await this.workOff())]
      }
      case 'sends':
        return this.turn({
          kind: 'media',
          media: cue.media,
          at: cue.at ?? null,
          caption: cue.caption === null ? null : this.read(cue.caption),
        })
      case 'arrives':
        return this.turn({ kind: 'arrived', link: cue.link })
      case 'staff':
        return this.turn({ kind: cue.what })
      case 'nobodyTold':
        this.staffCanBeTold = false
        return []
      case 'waits':
        return this.workOff(this.now + cue.ms)
      case 'edits': {
        const folder = this.ownContent()
        const file = join(folder, cue.file)
        const before = readFileSync(file, 'utf8')
        if (!before.includes(cue.from)) throw new Error(`${cue.file} does not hold "${cue.from}"`)
        writeFileSync(file, before.replace(cue.from, cue.to))
        this.knowledge = withDuty(knowledgeIn(folder))
        return []
      }
    }
  }

  private ownContent(): string {
    if (this.folder !== null) return this.folder
    this.folder = mkdtempSync(join(tmpdir(), 'dan-loi-golden-'))
    cpSync('content', this.folder, { recursive: true })
    return this.folder
  }

  private said(text: string): Input {
    return { kind: 'said', ...this.read(text), print: printOf(text) }
  }

  private read(text: string): { intents: Intent[]; sensitive: boolean } {
    const safe = redact(text).text
    const conversation = this.conversation ?? newConversation(this.now)
    const intents = understand(this.knowledge, safe, expects(this.knowledge, conversation))
    return { intents, sensitive: safe.includes(MASK) }
  }

  private turn(input: Input): string[] {
    const before = this.conversation ?? newConversation(this.now)
    const tools = {
      now: this.now,
      newId: () => `id${++this.ids}`,
      reach: { freeHours: 48 },
      ownPage: OWN_DATA_PAGE,
    }
    const outcome = respond(this.knowledge, before, input, tools)
    const faults = outcome.replies.flatMap(reply => faultsOf(reply))
    if (faults.length > 0) throw new Error(`Not every channel can say this:\n${faults.join('\n')}`)
    // Between any two inputs the conversation is written and read, as the store does.
    this.conversation = JSON.parse(JSON.stringify(outcome.conversation))
    this.jobs = this.jobs.filter(
      job => !outcome.cancelled.includes(job.key) && !outcome.jobs.some(({ key }) => key === job.key),
    )
    this.jobs.push(...outcome.jobs)
    if (outcome.erased) this.jobs = []
    for (const reply of outcome.replies) this.shown.push(...reply.choices)
    return describe(outcome)
  }

  /** Does the jobs that are due until then, each at its time and as a turn of its own. */
  private async workOff(until = this.now): Promise<string[]> {
    const lines: string[] = []
    for (let due = this.nextDue(until); due; due = this.nextDue(until)) {
      this.jobs = this.jobs.filter(job => job !== due)
      this.now = Math.max(this.now, due.due)
      lines.push(`~ ${due.kind}`)
      if (due.kind === 'lookup') {
        const result = await sandbox.lookUp(due.code)
        lines.push(...this.turn({ kind: 'jobDone', job: { kind: 'lookup', result } }))
      } else if (due.kind === 'notify') {
        lines.push('', ...[due.subject, ...due.text.split('\n')].map(line => `  ✉ ${line}`))
        lines.push(...this.turn(this.told()))
      } else lines.push(...this.turn({ kind: 'timer', timer: due.kind }))
    }
    this.now = until
    return lines
  }

  private told(): Input {
    return this.staffCanBeTold
      ? { kind: 'jobDone', job: { kind: 'notify' } }
      : { kind: 'jobFailed', job: 'notify' }
  }

  private nextDue(until: number): Job | undefined {
    return this.jobs.toSorted((a, b) => a.due - b.due).find(job => job.due <= until)
  }
}

function describe(outcome: Outcome): string[] {
  const said = outcome.replies.flatMap(reply => [
    '',
    ...(reply.progress
      ? [`  (Bước ${reply.progress.step}, còn nhiều nhất ${reply.progress.atMost}: ${reply.progress.title})`]
      : []),
    ...reply.text.split('\n').map(line => (line === '' ? '' : `  ${line}`)),
    ...(reply.picture ? [`  ▣ ${reply.picture.alt}`] : []),
    ...(reply.calls ?? []).map(call => `  ☎ ${call.title}: ${call.phone}`),
    ...reply.links.map(link => `  → ${link.title}: ${link.url}`),
    ...reply.choices.map(({ title }, index) => `  ${index + 1}. ${title}`),
  ])
  const counted = [
    ...outcome.runs.map(run => (run.kind === 'ended' ? `run ended ${run.outcome}` : `run ${run.kind}`)),
    ...outcome.visits.map(visit =>
      visit.kind === 'opened'
        ? `visit opened ${visit.rootGuide}:${visit.path}`
        : `visit closed ${visit.exit}${visit.obstacle ? ` (${visit.obstacle})` : ''}`,
    ),
    ...outcome.handOffs.map(change =>
      [
        `handoff ${change.kind}`,
        ...(change.kind === 'started' ? [change.what, `by ${change.by}`] : []),
        ...(change.kind === 'ended' ? [change.why] : []),
      ].join(' '),
    ),
    ...outcome.events.map(({ type, ...fields }) =>
      [
        type,
        ...Object.entries(fields).flatMap(([name, value]) =>
          name === 'run' || value === null ? [] : [String(value)],
        ),
      ].join(' '),
    ),
  ]
  return [...said, ...(counted.length > 0 ? ['', ...counted.map(line => `  · ${line}`)] : [])]
}

function knowledgeIn(folder: string): Knowledge {
  const loaded = loadKnowledge(folder, { abilities: { 'bot.tra-cuu': 'co' } })
  if (loaded.kind === 'ok') return loaded.knowledge
  throw new Error(
    loaded.findings
      .filter(isFail)
      .map(({ file, line, message }) => `${file}:${line} ${message}`)
      .join('\n'),
  )
}
