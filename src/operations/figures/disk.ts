import { statfs } from 'node:fs/promises'
import { Gauge, type Registry } from 'prom-client'

/** From here an operator is told that the disk is getting full; from the second it fails within hours. */
export const DISK_LOW_BYTES = 1_000_000_000
export const DISK_FULL_BYTES = 200_000_000

/** What an ordinary user may still write there; null where the system does not say. */
export async function freeBytes(folder: string): Promise<number | null> {
  const seen = await statfs(folder).catch(() => null)
  return seen && seen.bavail * seen.bsize
}

/** Shows the room left on the disk of the data; looked up at each look at the figures. */
export function showDisk(registry: Registry, dataDir: string): void {
  new Gauge({
    name: 'danloi_disk_free_bytes',
    help: 'Room left on the disk of DATA_DIR',
    registers: [registry],
    async collect() {
      const free = await freeBytes(dataDir)
      if (free === null) this.reset()
      else this.set(free)
    },
  })
}
