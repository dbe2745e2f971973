/** Prints rows under their headings: numbers to the right, words to the left. */
export function printTable(
  title: string,
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const written = [headings, ...rows.map(row => row.map(String))]
  const widths = headings.map((_, column) => Math.max(...written.map(row => (row[column] ?? '').length)))
  const isNumeric = headings.map((_, column) => rows.every(row => typeof row[column] === 'number'))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return isNumeric[column] ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  console.log(`\n${title}\n`)
  for (const [index, row] of written.entries()) {
    console.log(`  ${line(row)}`)
    if (index === 0) console.log(`  ${widths.map(width => '-'.repeat(width)).join('  ')}`)
  }
}
