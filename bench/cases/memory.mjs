import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { atMost, equals } from '../support/bar.mjs'

const child = fileURLToPath(new URL('../support/memory-child.mjs', import.meta.url))

/** What the engine's own bookkeeping may differ by between two processes, in kB. */
const noise = 128

/** What a million requests and a thousand tokens leave behind, beside a process that does the same without us. */
export function memory({ requests }) {
  const [ours, control] = ['ours', 'control'].map(mode => run(requests, mode))
  const growth = ({ samples }) => Math.round((samples.at(-1).heap - samples[0].heap) / 1000)
  const kB = bytes => Math.round(bytes / 1000)
  return {
    title: `Memory: heap after ${requests.toLocaleString('en')} requests and 1 000 rollovers`,
    rows: ours.samples.map(({ requests, heap }, at) => ({
      requests,
      'heap, kB': kB(heap),
      'without the package, kB': kB(control.samples[at].heap),
    })),
    bars: [
      atMost(
        'growth since 10 000 requests beyond that of the control, kB',
        growth(ours) - growth(control),
        noise,
      ),
      equals('timers left after dispose()', ours.left.timers, 0),
      equals('listeners left on the document and the window', ours.left.listeners, 0),
      equals('timers while it is at work', ours.atWork.timers, 1),
      equals('listeners while it is at work', ours.atWork.listeners, 3),
    ],
  }
}

function run(requests, mode) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--expose-gc', child, `${requests}`, mode],
    {
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(`The process that measures memory ended with ${status}: ${stderr}`)
  return JSON.parse(stdout)
}
