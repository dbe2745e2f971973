import type { TopicRef } from '../catalogue/knowledge.ts'

/**
 * Where people on the web read the whole of what a reply shows a part of. The address is relative: other channels
 * would need to know where this house is reached from outside.
 */
export function plainPage(about: TopicRef | undefined): { title: string; url: string }[] {
  if (about?.kind === 'procedure') return [{ title: 'Xem bản đầy đủ, in được', url: `/thu-tuc/${about.id}` }]
  if (about?.kind === 'guide') return [{ title: 'Đọc đủ từng bước, in được', url: `/huong-dan/${about.id}` }]
  return []
}
