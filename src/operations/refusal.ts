/** Why a command of the operator's does not do what it was asked for: a sentence that says what to do instead. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
