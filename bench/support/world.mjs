import { createToken, expiryOf } from './tokens.mjs'

/** The product and the backend of one contender: they count, take their time, and refuse what has expired. */
export function createWorld({ lifetime = 900_000, bridgeLatency = 0, latency = 0 } = {}) {
  const revoked = new Set()
  const world = {
    calls: 0,
    sends: 0,
    token: undefined,
    lifetime,
    /** The token source: what `AP.context.getToken()` is to an app. */
    getToken: async () => {
      world.calls++
      await pause(bridgeLatency)
      world.token = createToken(world.lifetime)
      return world.token
    },
    /** The transport: looks for the token in `Authorization`, as a backend does. */
    fetch: async (input, init) => {
      world.sends++
      const headers = input instanceof Request && !init?.headers ? input.headers : new Headers(init?.headers)
      await pause(latency)
      const token = headers.get('authorization')?.split(' ').at(-1)
      const isGood = token?.includes('.') && !revoked.has(token) && expiryOf(token) > Date.now()
      return new Response(isGood ? '{}' : 'no', { status: isGood ? 200 : 401 })
    },
    revoke: () => revoked.add(world.token),
  }
  return world
}

const pause = ms => (ms > 0 ? new Promise(resolve => setTimeout(resolve, ms)) : undefined)
