/**
 * Repeats a piece of work while there is some, then sleeps until it is woken or the pause is over. An error is
 * reported and waited out; it never ends the loop.
 */
export class Loop {
  private readonly step: () => Promise<boolean>
  private readonly pauseMs: number
  private readonly onError: (error: unknown) => void
  private stopped = false
  private woken = false
  private wakeUp: (() => void) | null = null
  private readonly done: Promise<void>

  /** `step` resolves with whether it found work. */
  constructor(step: () => Promise<boolean>, pauseMs: number, onError: (error: unknown) => void) {
    this.step = step
    this.pauseMs = pauseMs
    this.onError = onError
    this.done = this.run()
  }

  /** There may be work. */
  wake(): void {
    this.woken = true
    this.wakeUp?.()
  }

  /** Resolves when the step under way has ended; no other begins. */
  async stop(): Promise<void> {
    this.stopped = true
    this.wake()
    await this.done
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.woken = false
      const busy = await this.step().catch(error => {
        this.onError(error)
        return false
      })
      if (!busy && !this.woken) await this.sleep()
    }
  }

  private sleep(): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, this.pauseMs)
      this.wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
