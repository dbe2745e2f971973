import { withoutSecrets } from './text.ts'

/** The frames that say where: more would be libraries' own. */
const MOST_FRAMES = 12

/**
 * An error as it may stand in a log: its kind, its code, its sentence and its place. Whatever else hangs on it (an HTTP
 * client's address, headers and body, a database's parameters and row) is left behind. Sentences that quote what they
 * could not read are left out too.
 */
export function harmlessError(error: unknown): object {
  if (!(error instanceof Error)) return { name: 'not an error', message: withoutSecrets(String(error)) }
  const { name, stack, cause } = error
  return {
    name,
    ...codeOf(error),
    ...(!quotes(error) && { message: withoutSecrets(error.message) }),
    stack: framesOf(stack),
    ...(cause instanceof Error && { cause: { name: cause.name, ...codeOf(cause) } }),
  }
}

/**
 * A SyntaxError quotes the JSON that it could not read; a database the value (PostgreSQL's errors bear the class name
 * DatabaseError and a lower-case name); axios's bear the address in some versions.
 */
function quotes(error: Error): boolean {
  const kind = error.constructor.name
  return error instanceof SyntaxError || /DatabaseError|AxiosError|ZodError/.test(`${kind} ${error.name}`)
}

function codeOf(error: Error): { code?: string | number; status?: number } {
  const code = 'code' in error ? error.code : undefined
  const status = 'status' in error ? error.status : undefined
  return {
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(typeof status === 'number' && { status }),
  }
}

/** The frames alone: what stands above them is the sentence once more. */
function framesOf(stack: string | undefined): string {
  const frames = (stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  return frames.slice(0, MOST_FRAMES).join('\n')
}
