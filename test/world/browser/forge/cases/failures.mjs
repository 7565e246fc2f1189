import { bytes, outcome } from '../world.mjs'

/** A token of somebody, which the host's errors carry. */
const secret = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl'

const failing = error => async () => {
  throw error
}
/** @type {import('../world.mjs').Case[]} */
export const failures = [
  ...['requestRemote', 'invokeRemote'].flatMap(via =>
    [
      ['an Error', failing(new RangeError('no')), 'RangeError: no'],
      ['an Error that quotes a token', failing(new Error(`not for ${secret}`)), 'Error'],
      ['a string', failing('no'), 'no'],
      ['a string that quotes a token', failing(`Bearer ${secret}`), undefined],
      ['undefined', failing(undefined), undefined],
      ['an object', failing({ authorization: secret }), undefined],
      [
        'an exception',
        () => {
          throw new Error('at once')
        },
        'Error: at once',
      ],
    ].map(([what, next, cause]) => ({
      name: `G6: a bridge that fails with ${what} is a network error through ${via}`,
      async run({ createForgeFetch, settings, host }) {
        host.next = next
        return outcome(createForgeFetch({ ...settings, via })('/a'))
      },
      expected: { name: 'TypeError', ...(cause !== undefined && { cause }) },
    })),
  ),
  {
    name: 'G1, G6: a bridge that cannot be imported is a network error, and is imported again',
    async run({ createForgeFetch, settings }) {
      let imports = 0
      const bridge = async () => {
        if (++imports === 1) throw new Error('chunk lost')
        return settings.bridge()
      }
      const fetch = createForgeFetch({ ...settings, bridge })
      return [await outcome(fetch('/a')), (await fetch('/a')).status, (await fetch('/a')).status, imports]
    },
    expected: [{ name: 'TypeError', cause: 'Error: chunk lost' }, 200, 200, 2],
  },
  {
    name: 'G6: ky retries a GET that got no answer, and no body that was refused',
    async run({ createForgeClient, settings, host }) {
      const client = createForgeClient({ ...settings, ky: { retry: { limit: 1, delay: () => 1 } } })
      host.next = failing(new Error('no'))
      const { status } = await client.http('a')
      const refused = await client.http.put('a', { body: bytes(1) }).catch(({ name }) => name)
      return [status, refused, host.calls]
    },
    expected: [200, 'TypeError', 2],
  },
]
