import type { SentenceKey } from '../catalogue/schema/sentences.ts'
import type { MediaInput } from './input.ts'
import { showMenu } from './menu.ts'
import { answerLocation } from './places/offices.ts'
import { said } from './saying.ts'
import { showWhereWeAre } from './screen.ts'
import type { Turn } from './turn.ts'

/**
 * Something came that is not a text. The person is told what the bot can do about it; what was written under it is
 * answered as a message of its own, and the step stands on the screen again.
 */
export function received(turn: Turn, { media, at, caption }: MediaInput): void {
  if (media === 'location') return answerLocation(turn, at ?? null)
  turn.note(turn.say(SEEN[media]))
  // "Giấy này ạ" under a picture is no question that was not understood.
  const meant = (caption?.intents ?? []).filter(intent => intent.kind !== 'unknown')
  if (meant.length > 0 || caption?.sensitive) return said(turn, meant, caption?.sensitive ?? false)
  if (media === 'contact' && !turn.run) return showMenu(turn)
  showWhereWeAre(turn)
}

const SEEN: { readonly [media in Exclude<MediaInput['media'], 'location'>]: SentenceKey } = {
  image: 'imageReceived',
  voice: 'voiceReceived',
  sticker: 'stickerReceived',
  link: 'linkReceived',
  contact: 'contactReceived',
  video: 'mediaReceived',
  file: 'mediaReceived',
  other: 'mediaReceived',
}
