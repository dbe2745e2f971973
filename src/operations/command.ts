/** What somebody can mend is a sentence; anything else keeps its stack. */
const MENDABLE = new Set(['Refusal', 'SettingsError', 'StoreUnavailable', 'ContentError'])

/** Runs a command of the operator's: exit code 1 and a sentence on standard error where it cannot do its work. */
export async function operatorCommand(work: () => void | Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    console.error(isMendable(error) ? error.message : error)
    process.exitCode = 1
  }
}

/** Faults of files (ENOENT, EACCES, ENOSPC) name the file and what was tried. */
function isMendable(error: unknown): error is Error {
  return error instanceof Error && (MENDABLE.has(error.name) || 'syscall' in error)
}
