/** What one check found: `say` is one line that says how it stands and, where it is not well, what to do. */
export type Check = { name: string; state: 'ok' | 'warn' | 'fail'; say: string }

/** Checks of one thing, by what each found. */
export function checker(name: string) {
  return {
    ok: (say: string): Check => ({ name, state: 'ok', say }),
    warn: (say: string): Check => ({ name, state: 'warn', say }),
    fail: (say: string): Check => ({ name, state: 'fail', say }),
  }
}

/** `warn  disk        9 GB are free`: one line a check. */
export function lineOf({ name, state, say }: Check): string {
  return `${state.padEnd(5)} ${name.padEnd(24)} ${say.replaceAll(/\s*\n\s*/g, ' ')}`
}

/** A check that must not fail of its own: what it threw is what it found. */
export async function checked(
  name: string,
  work: () => Check | readonly Check[] | Promise<Check | readonly Check[]>,
): Promise<readonly Check[]> {
  try {
    const found = await work()
    return Array.isArray(found) ? found : [found].flat()
  } catch (error) {
    return [checker(name).fail(error instanceof Error ? error.message : String(error))]
  }
}
