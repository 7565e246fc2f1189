/**
 * What an app does with `AP`, and what it sees then, in words. Each runs in Node with the fake, and in an app's
 * frame with the real bridge.
 */

/**
 * What an observer works with: `settled()` waits until what is to come has come.
 *
 * @param {{ context?: { getToken: Function, getContext: Function } }} AP
 * @param {string} host
 */
export const worldOf = ({ context }, host) => ({
  context,
  settled: host === 'is not reached' ? aWhile : () => untilAnswered(context),
})

/** The bridge keeps the order of calls: what is not answered when three later ones are will never be. */
async function untilAnswered({ getContext }) {
  for (let call = 0; call < 3; call++) await new Promise(resolve => getContext(context => resolve(context)))
}

/** Where nothing is answered at all, nothing can tell. */
const aWhile = () => new Promise(resolve => setTimeout(resolve, 500))

/** @type {Record<string, (world: ReturnType<typeof worldOf>) => Promise<string>>} */
export const observers = {
  async 'asks by promise'({ context, settled }) {
    return seenOf(context.getToken(), settled)
  },

  async 'asks by callback'({ context, settled }) {
    const calls = []
    context.getToken((...args) => calls.push(args))
    await settled()
    return called(calls)
  },

  async 'looks what is there'({ context }) {
    if (!context) return 'no AP.context'
    const { getToken, getContext } = context
    const isThere = [getToken, getContext].every(it => typeof it === 'function' && it.length === 0)
    return isThere ? 'functions without declared parameters' : `${typeof getToken}, ${typeof getContext}`
  },

  async 'looks what the callback form returns'({ context, settled }) {
    const returned = context.getToken(() => {})
    await settled()
    return shown(returned)
  },

  async 'looks when its callback is called'({ context, settled }) {
    let when
    let isOver = false
    context.getToken(() => {
      when = isOver ? 'after the call' : 'within the call'
    })
    isOver = true
    await settled()
    return when
  },

  /** In the app's page a script right behind `all.js` has called already; the fake can be called at once, too. */
  async 'asks in the first script after all.js'({ context, settled }) {
    const calls = globalThis.callsOfFirstScript ?? []
    if (!globalThis.callsOfFirstScript) context.getToken((...args) => calls.push(args))
    await settled()
    return called(calls)
  },

  async 'puts its callback behind other arguments'({ context, settled }) {
    const calls = []
    context.getToken('one', { two: 2 }, (...args) => calls.push(args))
    await settled()
    return called(calls)
  },

  async 'asks five times at once'({ context, settled }) {
    const answers = []
    for (let call = 0; call < 5; call++) context.getToken(token => answers.push({ call, token }))
    await settled()
    const inOrder = answers.every(({ call }, index) => call === index) ? 'in order' : 'out of order'
    const tokens = new Set(answers.map(({ token }) => token)).size
    return `${answers.length} answers ${inOrder}, ${tokens} token${tokens === 1 ? '' : 's'}`
  },

  async 'throws in its callback'({ context, settled }) {
    const faults = watchFaults()
    context.getToken(() => {
      throw new Error('The callback of a test throws')
    })
    await settled()
    const next = await observers['asks by callback']({ context, settled })
    const came = await faults.end()
    return came.length === 0 && next === 'called with a token'
      ? 'nothing comes out, the next call works'
      : `${came.join()}; the next call: ${next}`
  },

  async 'does not heed a rejection'({ context, settled }) {
    const faults = watchFaults()
    context.getToken()
    await settled()
    const came = await faults.end()
    return came.length === 0 ? 'not unhandled' : came.join()
  },

  async 'calls a detached function'({ context, settled }) {
    const { getToken } = context
    const calls = []
    getToken((...args) => calls.push(args))
    await settled()
    return called(calls)
  },

  async 'asks for the context by callback'({ context, settled }) {
    const calls = []
    context.getContext((...args) => calls.push(args))
    await settled()
    return called(calls)
  },

  async 'asks for the context by promise'({ context, settled }) {
    const first = context.getContext()
    if (first === undefined) return 'returns undefined'
    const isCopy = (await first) !== (await context.getContext())
    return `${await seenOf(first, settled)}, ${isCopy ? 'a copy' : 'the same object'}`
  },
}

/** What a promise came to by the time that later calls are answered. */
async function seenOf(returned, settled) {
  const isPromise = typeof returned?.then === 'function'
  let seen = isPromise ? 'pending' : `returns ${shown(returned)}`
  if (isPromise)
    returned.then(
      value => {
        seen = `resolves ${shown(value)}`
      },
      reason => {
        seen = `rejects ${shown(reason)}`
      },
    )
  await settled()
  return seen
}

function called(calls) {
  if (calls.length === 0) return 'never called'
  if (calls.length > 1) return `called ${calls.length} times`
  return `called with ${calls[0].length === 0 ? 'nothing' : calls[0].map(shown).join()}`
}

function shown(value) {
  if (typeof value !== 'string') return value === undefined ? 'undefined' : JSON.stringify(value)
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(value) ? 'a token' : 'a string'
}

/** What nobody has caught, as the platform reports it. */
function watchFaults() {
  const came = []
  const note = name => event => {
    came.push(name)
    event?.preventDefault?.()
  }
  const kinds =
    typeof document === 'undefined'
      ? { uncaughtException: note('an exception'), unhandledRejection: note('an unhandled rejection') }
      : { error: note('an exception'), unhandledrejection: note('an unhandled rejection') }
  const target = typeof document === 'undefined' ? process : globalThis
  const listen = target.addEventListener ?? target.on
  const forget = target.removeEventListener ?? target.off
  for (const [kind, listener] of Object.entries(kinds)) listen.call(target, kind, listener)
  return {
    end: async () => {
      await new Promise(resolve => setTimeout(resolve))
      for (const [kind, listener] of Object.entries(kinds)) forget.call(target, kind, listener)
      return came
    },
  }
}
