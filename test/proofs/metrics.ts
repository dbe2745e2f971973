/** Reads `GET /metrics` of a running server: a function from a sample's name with its labels to its value, 0 where absent. */
export async function readMetrics(url: string): Promise<(sample: string) => number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const samples = new Map(
    text
      .split('\n')
      .filter(line => line !== '' && !line.startsWith('#'))
      .map(line => {
        const space = line.lastIndexOf(' ')
        return [line.slice(0, space), Number(line.slice(space + 1))]
      }),
  )
  return sample => samples.get(sample) ?? 0
}
