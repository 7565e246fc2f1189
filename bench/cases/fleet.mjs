import { createTokenCache } from '../../dist/index.js'
import { atMost } from '../support/bar.mjs'
import { createFleetClock } from '../support/fleet-clock.mjs'
import { round, sum } from '../support/stats.mjs'
import { createToken } from '../support/tokens.mjs'

const fleet = 1_000_000
const minute = 60_000
const lifetime = 15 * minute
/** 8:30 to 17:30. */
const opening = Date.UTC(2026, 0, 5, 8, 30)
const closing = Date.UTC(2026, 0, 5, 17, 30)
const nine = Date.UTC(2026, 0, 5, 9)

/** Times that are exponential, as those between people's acts are. */
const assumptions = {
  'visible for': 3 * minute,
  'hidden for': 30 * minute,
  'a request each, while visible': 20_000,
  'answers of the bridge': 300,
}

const strategies = {
  'per request': { isTimer: false, asksEachTime: true },
  'timer always': { isTimer: true },
  'ap-context-fetch': {},
}

/** A working day of a million open frames, by a sample of them: each its own cache of this package. */
export async function fleetDay({ sample }) {
  const scale = fleet / sample
  const rows = []
  const series = {}
  for (const [name, strategy] of Object.entries(strategies)) {
    const day = await simulate(strategy, sample)
    const perMinute = day.perMinute.map(calls => calls * scale)
    const hourAfter = perMinute.slice(minuteOf(nine) + 2, minuteOf(nine) + 62)
    const mean = sum(hourAfter) / hourAfter.length
    // One lifetime later: from the first that is stale to the last that has expired.
    const wave = perMinute.slice(minuteOf(nine) + 12, minuteOf(nine) + 18)
    series[name] = perMinute.map(calls => calls / 60)
    rows.push({
      strategy: name,
      'calls a day': Math.round(sum(perMinute)),
      'calls/s, mean': round(sum(perMinute) / ((closing - opening) / 1000)),
      'calls/s, peak minute': round(Math.max(...perMinute) / 60),
      'calls per used frame and lifetime': round(day.perUsedLifetime),
      'second wave ÷ mean of its hour': round(Math.max(...wave) / mean),
    })
  }
  const ours = rows.at(-1)
  return {
    title: `Fleet: ${fleet.toLocaleString('en')} frames over a working day, all awake within a minute at 9:00 (${sample} simulated)`,
    assumptions: Object.fromEntries(
      Object.entries(assumptions).map(([what, ms]) => [what, `${ms / 1000} s`]),
    ),
    rows,
    series,
    bars: [atMost('calls per used frame and lifetime', ours['calls per used frame and lifetime'], 1.02)],
  }
}

const minuteOf = time => Math.floor((time - opening) / minute)

async function simulate({ isTimer, asksEachTime }, sample) {
  const random = seeded(20260105)
  const exponential = mean => -mean * Math.log(1 - random())
  const clock = createFleetClock(opening)
  const { random: realRandom } = Math
  const hadDocument = Object.getOwnPropertyDescriptor(globalThis, 'document')
  const perMinute = Array(minuteOf(closing)).fill(0)
  let calls = 0
  let usedLifetimes = 0

  const ask = () => {
    calls++
    const at = minuteOf(clock.now())
    if (at < perMinute.length) perMinute[at]++
    return new Promise(resolve => {
      setTimeout(() => resolve(createToken(lifetime)), assumptions['answers of the bridge'])
    })
  }

  const open = () => {
    const document = Object.assign(new EventTarget(), { visibilityState: 'hidden' })
    const frame = { document }
    clock.at(opening, () => start(frame), frame)
  }
  const start = frame => {
    const cache = asksEachTime ? undefined : createTokenCache(ask, { autoRefresh: !isTimer })
    let lastUse = Number.NEGATIVE_INFINITY
    const use = () => {
      const now = clock.now()
      // A lifetime begins with the first use after the last one, which is over when its token is stale.
      if (now - lastUse >= lifetime - minute) {
        usedLifetimes++
        lastUse = now
      }
      if (asksEachTime) ask()
      else cache.get()
    }
    const request = () => {
      if (frame.document.visibilityState !== 'visible') return
      use()
      setTimeout(request, exponential(assumptions['a request each, while visible']))
    }
    const show = () => {
      frame.document.visibilityState = 'visible'
      frame.document.dispatchEvent(new Event('visibilitychange'))
      request()
      setTimeout(hide, exponential(assumptions['visible for']))
    }
    const hide = () => {
      frame.document.visibilityState = 'hidden'
      frame.document.dispatchEvent(new Event('visibilitychange'))
      setTimeout(show, exponential(assumptions['hidden for']))
    }
    if (isTimer) keepFresh(cache)
    setTimeout(show, nine - opening + random() * minute)
  }
  /** What many do: a timer that refreshes forever, whoever looks. */
  const keepFresh = cache => {
    cache.refresh()
    setTimeout(() => keepFresh(cache), lifetime - minute)
  }

  clock.install()
  Math.random = random
  globalThis.window = new EventTarget()
  try {
    for (let count = 0; count < sample; count++) open()
    await clock.run(closing)
  } finally {
    clock.uninstall()
    Math.random = realRandom
    Reflect.deleteProperty(globalThis, 'window')
    if (hadDocument) Object.defineProperty(globalThis, 'document', hadDocument)
    else Reflect.deleteProperty(globalThis, 'document')
  }
  return { perMinute, perUsedLifetime: calls / usedLifetimes }
}

/** The same day each time: mulberry32. */
function seeded(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
