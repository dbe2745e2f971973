import type { Knowledge } from '../../catalogue/knowledge.ts'
import type { Scope } from './conditions.ts'

/** What conditions of a guide see: abilities of the installation, kept facts, and the guide's own answers. */
export function scopeOver(
  knowledge: Knowledge,
  facts: { readonly [fact: string]: string },
  own: (subject: string) => string | undefined,
): Scope {
  const abilities: { readonly [name: string]: string } = knowledge.abilities
  return subject => {
    if (subject.startsWith('bot.')) return abilities[subject]
    if (subject.startsWith('biet.')) return facts[subject]
    return own(subject)
  }
}
