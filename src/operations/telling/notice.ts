/**
 * Something that people of the house are told, wherever they are. Plain text without any markup; it names no citizen by
 * a platform's id. `id` stays the same when it is told again, so that a receiver can know it for the same. `brief` stands in
 * place of the text where one message holds no more than some 2,000 characters.
 */
export type Notice = { id: string; subject: string; text: string; brief?: string }

/** How somebody of the house is told. `person` is their own id on one of the house's channel accounts. */
export type Means =
  | { by: 'mail'; to: string }
  | { by: 'url'; url: string }
  | { by: 'chat'; account: string; person: string }

/** `later`: it failed for now. `never`: not by these means, until somebody acts. Reasons hold no address and no token. */
export type Told = { kind: 'told' } | { kind: 'later'; reason: string } | { kind: 'never'; reason: string }
