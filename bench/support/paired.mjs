import { median } from './stats.mjs'

/**
 * Times contestants side by side, in short batches by turns, so that whatever else the machine does meets all of them
 * alike. For each one: µs per request, a median of batches for each round.
 *
 * @param {{ prepare: (index: number) => () => unknown }[]} contestants `prepare` makes what a request needs, untimed
 * @param {{ rounds: number, batches: number, requests: number, collectGarbage: () => void }} plan
 */
export async function paired(contestants, { rounds, batches, requests, collectGarbage }) {
  const all = contestants.map(() => [])
  for (let round = -1; round < rounds; round++) {
    const ofRound = contestants.map(() => [])
    for (let batch = 0; batch < batches; batch++) {
      for (let turn = 0; turn < contestants.length; turn++) {
        const index = (turn + batch) % contestants.length
        const sends = Array.from({ length: requests }, (_, at) => contestants[index].prepare(at))
        collectGarbage() // of the one before: some leave much
        const started = performance.now()
        for (const send of sends) await send()
        ofRound[index].push(((performance.now() - started) / requests) * 1000)
      }
    }
    // The first round is for the compiler.
    if (round >= 0) for (const [index, times] of ofRound.entries()) all[index].push(median(times))
  }
  return all
}
