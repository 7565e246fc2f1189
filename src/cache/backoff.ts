const first = 1000
const longest = 30_000

/**
 * The pause after so many failures in a row: 1 s doubling to 30 s (T3). Jitter takes up to half of it away,
 * so that frames that failed together do not come back together.
 */
export const backoff = (failures: number): number =>
  Math.min(first * 2 ** (failures - 1), longest) * (1 - Math.random() / 2)
