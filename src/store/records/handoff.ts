/** `summary`: where the person is, in content's own words. `endedAt` of one that nobody answered in time. */
export type HandoffRow = {
  id: string
  conversation: string
  account: string
  unit: string
  what: 'handoff' | 'word'
  summary: string
  startedBy: 'staff' | 'citizen'
  startedAt: number
  answeredAt: number | null
  endedAt: number | null
}
