/** What is known of two words together. As one string, the two would have to be put together anew for each question. */
export class Pairs<Value> {
  private readonly byFirst = new Map<string, Map<string, Value>>()

  get(first: string, second: string): Value | undefined {
    return this.byFirst.get(first)?.get(second)
  }

  set(first: string, second: string, value: Value): void {
    let bySecond = this.byFirst.get(first)
    if (!bySecond) {
      bySecond = new Map()
      this.byFirst.set(first, bySecond)
    }
    bySecond.set(second, value)
  }
}
