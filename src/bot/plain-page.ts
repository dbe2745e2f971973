import type { TopicRef } from '../catalogue/knowledge.ts'

/**
 * Where people read the whole of what a reply shows a part of. The address is relative: a channel puts in front of it
 * where this house is reached from outside. The titles fit the narrowest button, Messenger's.
 */
export function plainPage(about: TopicRef | undefined): { title: string; url: string }[] {
  if (about?.kind === 'procedure') return [{ title: 'Bản đầy đủ, in được', url: `/thu-tuc/${about.id}` }]
  if (about?.kind === 'guide') return [{ title: 'Đủ các bước, in được', url: `/huong-dan/${about.id}` }]
  return []
}
