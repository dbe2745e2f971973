import { Gauge, type Registry } from 'prom-client'

/** An account that may send so many messages a calendar month, and how many of this month are sent. */
export type Capped = { account: string; cap: number; sent(): Promise<number> }

/** Shows how much of each month's messages is used up; asked of the store at each look, so that all instances agree. */
export function showMonthlyCaps(registry: Registry, accounts: () => readonly Capped[]): void {
  new Gauge({
    name: 'danloi_monthly_cap',
    help: 'Messages that the account may send in a calendar month in Vietnam',
    labelNames: ['account'],
    registers: [registry],
    collect() {
      this.reset()
      for (const { account, cap } of accounts()) this.set({ account }, cap)
    },
  })
  new Gauge({
    name: 'danloi_monthly_sent',
    help: 'Messages of this calendar month in Vietnam that the platform has taken',
    labelNames: ['account'],
    registers: [registry],
    async collect() {
      const counts = await Promise.all(
        accounts().map(async ({ account, sent }) => ({ account, count: await sent().catch(() => null) })),
      )
      this.reset()
      for (const { account, count } of counts) if (count !== null) this.set({ account }, count)
    },
  })
}
