/**
 * What goes wrong in the soak: how it begins and ends, what it may do to a request that no rule could prevent, and for how
 * long after its end. `on` and `off` get the servers, the product's page and the app's frame.
 *
 * @typedef {{ kind: string, status: number | string }} Ended
 * @typedef {object} Fault
 * @property {(stage: object) => unknown} on
 * @property {(stage: object) => unknown} off
 * @property {(ended: Ended) => boolean} explains
 * @property {number} aftermath in milliseconds
 * @property {boolean} [withholdsToken] the bridge brings no other token
 * @property {boolean} [leavesRefusedToken] a token that the backend refuses may be in hand when it is over
 */

export const lifetime = 2
export const tokenTimeout = 1000

const second = 1000
/** A call of the bridge that is under way may still fail, at its timeout. */
const untilTimeout = tokenTimeout + second
/** F7: for ten seconds a 401 is what the caller gets. */
const untilCircuitCloses = 11 * second

/**
 * When a fault is over for the app. A refused token serves until there is another one (T15), so what refuses tokens lasts
 * as long as the bridge has none to give then.
 */
export function endOf({ name, until }, windows) {
  if (!faults[name].leavesRefusedToken) return until
  const withheld = windows.filter(other => faults[other.name].withholdsToken)
  return withheld.reduce((end, other) => (other.from <= end ? Math.max(end, other.until) : end), until)
}

/** U3: a 401 to an XMLHttpRequest, and to a URL with a token in it, is not retried. */
const isNotRetried = ({ kind, status }) => status === 401 && (kind === 'xhr' || kind === 'link')
const is401 = ({ status }) => status === 401
/** An XMLHttpRequest without a token fails as the network. */
const fails =
  code =>
  ({ kind, status }) =>
    status === code || (kind === 'xhr' && status === 'TypeError')
const nothing = () => false

const setBridge =
  mode =>
  ({ page }) =>
    page.evaluate(mode => Object.assign(globalThis, { bridgeMode: mode }), mode)
/** @returns {Fault} */
const bridge = (mode, explains, aftermath = untilTimeout) => ({
  on: setBridge(mode),
  off: setBridge('none'),
  explains,
  aftermath,
  withholdsToken: mode !== 'another',
})

/** @returns {Fault} */
const clock = hours => ({
  on: ({ frame }) => frame.evaluate(hours => globalThis.shiftClock(hours), hours),
  off: ({ frame }) => frame.evaluate(() => globalThis.shiftClock(0)),
  explains: isNotRetried, // T7: a token seems expired, or fresh for too long, by up to a second of `iat`.
  aftermath: 3 * second,
})

/** @type {Record<string, Fault>} */
export const faults = {
  'bridge rejects with a string': bridge('string', fails('source-error')),
  'bridge rejects with undefined': bridge('nothing', fails('source-error')),
  'bridge rejects with an Error': bridge('error', fails('source-error')),
  'bridge hangs': bridge('hang', fails('timeout')),
  'bridge answers too late': bridge('late', fails('timeout'), untilTimeout + second),
  'bridge repeats its token': { ...bridge('same', is401, untilCircuitCloses), leavesRefusedToken: true },
  'bridge module is gone': bridge('gone', fails('timeout')),
  'bridge is slow': {
    on: ({ demo }) => Object.assign(demo.settings, { latency: 700 }),
    off: ({ demo }) => Object.assign(demo.settings, { latency: 50 }),
    explains: nothing,
    aftermath: 0,
  },
  'another user': bridge('another', nothing),
  'token revoked': {
    on: ({ demo }) => demo.revokeCurrent(),
    off: () => {},
    explains: isNotRetried,
    aftermath: second,
  },
  'another user, and the token revoked': {
    on: async stage => {
      await setBridge('another')(stage)
      stage.demo.revokeCurrent()
    },
    off: setBridge('none'),
    explains: is401, // F5: what writes is not sent again as somebody else.
    aftermath: second,
  },
  'backend refuses all': {
    on: ({ demo }) => {
      demo.settings.lifetime = 0 // Expired as soon as issued, to the backend; the page lets it decide (T7).
      demo.revokeCurrent()
    },
    off: ({ demo }) => Object.assign(demo.settings, { lifetime }),
    explains: is401,
    aftermath: untilCircuitCloses,
    leavesRefusedToken: true,
  },
  'one route refuses all': {
    on: ({ routes }) => routes.refuse(true),
    off: ({ routes }) => routes.refuse(false),
    // A new token that this route is the first to refuse is under suspicion everywhere (F7): revoked then, it is not replaced.
    explains: is401,
    aftermath: untilCircuitCloses,
    leavesRefusedToken: true,
  },
  offline: {
    on: ({ page }) => page.context().setOffline(true),
    off: ({ page }) => page.context().setOffline(false),
    explains: ({ status }) => status !== 401 && status !== 'ap-unavailable',
    aftermath: untilTimeout,
  },
  'stopped, as by a laptop that sleeps': {
    on: ({ renderers }) => signal(renderers, 'SIGSTOP'),
    off: ({ renderers }) => signal(renderers, 'SIGCONT'),
    // What was on its way took its token past the expiry; timers may come before the answers that were waiting.
    explains: ended => isNotRetried(ended) || fails('timeout')(ended),
    aftermath: untilTimeout,
  },
  hidden: {
    on: ({ frame }) => frame.evaluate(() => globalThis.setHidden(true)),
    off: ({ frame }) => frame.evaluate(() => globalThis.setHidden(false)),
    explains: nothing,
    aftermath: 0,
  },
  'clock an hour ahead': clock(1),
  'clock an hour behind': clock(-1),
}

const signal = (pids, name) => {
  for (const pid of pids) process.kill(pid, name)
}

/** One route answers 502 by turns, always. */
export const isUsual = ({ kind, status }) => kind === 'by turns' && status === 502

/** More of the app's `/api`: that route, and one that refuses everybody while it is told to. */
export function createRoutes() {
  let turn = 0
  let refuses = false
  return {
    refuse(value) {
      refuses = value
    },
    api(req, res, next) {
      if (req.path === '/refusing') return res.status(refuses ? 401 : 200).end()
      if (req.path !== '/by-turns') return next()
      turn += 1
      return res.status(turn % 2 ? 502 : 200).end()
    },
  }
}

/** Runs in the product's page: a bridge that does as `bridgeMode` says. */
export function prepareBridge(tokenTimeout) {
  let last
  const ask = async () => {
    last = (await (await fetch('/host-api/token?page=soak')).json()).token
    return last
  }
  const pause = ms => new Promise(resolve => setTimeout(resolve, ms))
  const modes = {
    none: ask,
    string: () => Promise.reject('no'),
    nothing: () => Promise.reject(undefined),
    error: () => Promise.reject(new Error('no')),
    hang: () => new Promise(() => {}),
    late: () => pause(tokenTimeout + 500).then(ask),
    same: async () => last,
    gone: () => {
      throw new Error('gone')
    },
    another: () => globalThis.tokenOfAnother(),
  }
  globalThis.bridgeMode = 'none'
  const getToken = () => modes[globalThis.bridgeMode]()
  getToken.returnsPromise = true
  globalThis.connectHost.defineModule('context', { getToken })
}
