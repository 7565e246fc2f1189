import { barChart } from './svg.mjs'

const isOurs = ({ contender }) => contender.startsWith('ap-context-fetch')

/** The README's pictures: file name to SVG, all from the results. */
export function pictures({ overhead, rollover, size, growth }) {
  const bars = (rows, column) =>
    rows.map(row => ({ label: row.contender, value: row[column], isOurs: isOurs(row) }))
  return {
    'overhead.svg': barChart({
      title: 'What a request costs beside the transport (Node, median)',
      unit: 'µs',
      bars: bars(
        overhead.rows
          .filter(({ contender }) => contender !== 'bare fetch')
          .map(row => ({ ...row, added: Math.max(0, row['µs added']) })),
        'added',
      ),
    }),
    'rollover.svg': barChart({
      title: 'Slowest 1 % of requests while the token changes ten times (p99, bridge 300 ms)',
      unit: 'ms',
      bars: bars(
        rollover.rows.filter(({ note }) => !note),
        'ms p99',
      ),
    }),
    'growth.svg': barChart({
      title: 'One request of a 401 storm, by how many there are at once (Node, median)',
      unit: 'µs',
      bars: growth.rows
        .filter(({ situation }) => situation === 'in a 401 storm')
        .map(row => ({
          label: `${row.contender}, ${row['at once'].toLocaleString('en')}`,
          value: row['µs each'],
          isOurs: isOurs(row),
        })),
    }),
    'sizes.svg': barChart({
      title: 'What it brings to a page (minified, gzip)',
      unit: 'bytes',
      bars: bars(
        size.rows.filter(({ note }) => !note),
        'gzip -9',
      ),
    }),
  }
}
