import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { atMost, equals } from '../support/bar.mjs'
import { median } from '../support/stats.mjs'

const child = fileURLToPath(new URL('../support/memory-child.mjs', import.meta.url))

/** Of each kind: one alone says little, since two of the same kind differ by 100 kB. */
const processes = 5
/** What the engine's own bookkeeping may differ by between two medians, in kB. */
const noise = 128

/** What a million requests and a thousand tokens leave behind, beside processes that do the same without us. */
export async function memory({ requests }) {
  const runs = { ours: [], control: [] }
  for (let count = 0; count < processes; count++) {
    const [ours, control] = await Promise.all([run(requests, 'ours'), run(requests, 'control')])
    runs.ours.push(ours)
    runs.control.push(control)
  }
  const growth = ({ samples }) => Math.round((samples.at(-1).heap - samples[0].heap) / 1000)
  const [ours, control] = [runs.ours.map(growth), runs.control.map(growth)]
  const kB = (kind, at) => Math.round(median(runs[kind].map(({ samples }) => samples[at].heap)) / 1000)
  const [{ samples, left, atWork }] = runs.ours
  return {
    title: `Memory: heap after ${requests.toLocaleString('en')} requests and 1 000 rollovers, medians of ${processes} processes`,
    rows: samples.map(({ requests }, at) => ({
      requests,
      'heap, kB': kB('ours', at),
      'without the package, kB': kB('control', at),
    })),
    'growth of each process, kB': { ours, 'without the package': control },
    bars: [
      atMost(
        'growth since 10 000 requests beyond that of the control, kB',
        median(ours) - median(control),
        noise,
      ),
      equals('timers left after dispose()', left.timers, 0),
      equals('listeners left on the document and the window', left.listeners, 0),
      equals('timers while it is at work', atWork.timers, 1),
      equals('listeners while it is at work', atWork.listeners, 3),
    ],
  }
}

async function run(requests, mode) {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', child, `${requests}`, mode])
  return JSON.parse(stdout)
}
