/** Prints rows as a table, for whoever reads the output of the tests. */
export function printTable(title, rows) {
  const names = Object.keys(rows[0])
  const widths = names.map(name => Math.max(name.length, ...rows.map(row => String(row[name]).length)))
  const line = cells => `| ${cells.map((cell, i) => String(cell).padEnd(widths[i])).join(' | ')} |`
  const rule = line(widths.map(width => '-'.repeat(width)))
  const body = rows.map(row => line(names.map(name => row[name])))
  process.stdout.write(`\n${[title, line(names), rule, ...body].join('\n')}\n\n`)
}
