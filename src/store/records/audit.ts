/**
 * What somebody of the staff did. `staff` is what they are called by the operator, `target` what they did it to: a
 * hand-off, a duty. Of a citizen it says nothing.
 */
export type AuditEntry = {
  id: string
  staff: string
  action: 'answered' | 'gave_back' | 'closed' | 'made_code'
  target: string
  at: number
}
