import { bytes, form, latin, outcome, post } from '../world.mjs'

/** @type {import('../world.mjs').Case[]} */
export const invokedBodies = [
  ...[
    ['JSON', '{"a":[1,"x y"],"b":null}', '{"a":[1,"x y"],"b":null}'],
    ['JSON with white space', '{ "a": [1, "x y"],\n "b": null }', '{"a":[1,"x y"],"b":null}'],
    ['nothing', undefined, ''],
  ].map(([name, body, arrives]) => ({
    name: `G3: ${name} goes through invokeRemote`,
    async run({ createForgeFetch, settings, host }) {
      await post(createForgeFetch({ ...settings, via: 'invokeRemote' }), { body })
      return [host.calls, latin(host.arrived[0].body)]
    },
    expected: [1, arrives],
  })),
  ...[
    ['a text', 'text'],
    ['a number of 20 digits', '{"id":12345678901234567890}'],
    ['a member twice', '{"a":1,"a":2}'],
    ['parameters', new URLSearchParams('a=1')],
    ['a form', form(['a', '1'])],
    ['bytes', bytes(1)],
  ].map(([name, body]) => ({
    name: `G3: ${name} is refused through invokeRemote`,
    run: async ({ createForgeFetch, settings, host }) => [
      await outcome(post(createForgeFetch({ ...settings, via: 'invokeRemote' }), { body })),
      host.calls,
    ],
    expected: ['refused by TypeError', 0],
  })),
]
