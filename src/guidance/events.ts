import type { How } from './action.ts'

/**
 * The facts of analytics that visits don't say (design §7), in past tense. None holds a citizen's own words:
 * this union is the allow-list of fields.
 */
export type Event =
  | { type: 'conversation_started' }
  | { type: 'link_arrived'; link: string }
  | { type: 'question_asked'; status: QuestionStatus; topic: string | null; facet: string | null }
  | { type: 'guide_started'; guide: string; run: string }
  | { type: 'guide_resumed'; guide: string; run: string }
  | { type: 'guide_updated'; guide: string; run: string }
  | { type: 'guide_completed'; guide: string; run: string; outcome: string }
  /** How a submission went: by whom, on paper, or not at all yet. */
  | { type: 'how_told'; guide: string; run: string; how: How }
  | { type: 'slip_made'; guide: string; run: string }
  | { type: 'reminder_set'; guide: string; run: string }
  | { type: 'reminder_sent'; guide: string; run: string }
  | { type: 'nudge_sent'; guide: string; run: string }
  | { type: 'dossier_kept' }
  | { type: 'dossier_looked_up'; result: 'found' | 'unknown' | 'failed' }
  | { type: 'staff_asked_for' }
  | { type: 'handoff_started' }
  | { type: 'handoff_ended' }
  /** Nobody answered for a quarter of an hour. */
  | { type: 'handoff_unanswered' }
  | { type: 'word_left' }
  | { type: 'personal_data_refused' }
  | { type: 'unfollowed' }
  /** Too much came at once, and was not answered one by one. */
  | { type: 'hurried' }
  /** Another automaton was answering ours. */
  | { type: 'loop_stopped' }
  | { type: 'data_erased' }
  | { type: 'data_exported' }

export type QuestionStatus = 'answered' | 'asked_back' | 'unknown' | 'out_of_scope' | 'error'
