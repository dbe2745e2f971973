import { Gauge, type Registry } from 'prom-client'

/** An account that may send so many messages a calendar month, and how many of this month are sent. */
export type Capped = { account: string; cap: number; sent(): Promise<number> }

/** Shows how much of each month's messages is used up; asked of the store at each look, so that all instances agree. */
export function showMonthlyCaps(registry: Registry, accounts: readonly Capped[]): void {
  if (accounts.length === 0) return
  const cap = new Gauge({
    name: 'danloi_monthly_cap',
    help: 'Messages that the account may send in a calendar month in Vietnam',
    labelNames: ['account'],
    registers: [registry],
  })
  for (const { account, cap: most } of accounts) cap.set({ account }, most)
  new Gauge({
    name: 'danloi_monthly_sent',
    help: 'Messages of this calendar month in Vietnam that the platform has taken',
    labelNames: ['account'],
    registers: [registry],
    async collect() {
      for (const { account, sent } of accounts) {
        const count = await sent().catch(() => null)
        if (count === null) this.remove({ account })
        else this.set({ account }, count)
      }
    },
  })
}
