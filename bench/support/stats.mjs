/** The value below which a share of the values lies; the larger one where it falls between two. */
export function percentile(values, share) {
  if (values.length === 0) throw new RangeError('percentile: expected at least one value')
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
}

export const median = values => percentile(values, 0.5)

/** The mean of the middle half: for times of a clock whose steps (0.1 ms in a page) are larger than what is looked for. */
export function middle(values) {
  const half = values.toSorted((a, b) => a - b).slice(values.length / 4, (values.length * 3) / 4)
  return sum(half) / half.length
}

export const sum = values => values.reduce((all, value) => all + value, 0)

/** A figure with as many digits as it deserves. */
export const round = value =>
  Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(Math.abs(value) >= 1 ? 3 : 2))
