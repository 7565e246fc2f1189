const cases = []
const add = (name, act, more) => cases.push({ name, act, ...more })

/** `undefined` makes the platform's own reason. */
const reasons = {
  'the default reason': () => undefined,
  'an Error': () => new Error('enough'),
  'a string': () => 'enough',
  null: () => null,
  'an object': () => ({ enough: true }),
}

const ways = {
  init: (fetch, url, signal) => fetch(url, { signal }),
  Request: (fetch, url, signal) => fetch(new Request(url, { signal })),
  'Request and init': (fetch, url, signal) => fetch(new Request(url), { signal }),
  'Request with a body': (fetch, url, signal) =>
    fetch(new Request(url, { method: 'POST', body: 'x', signal })),
  'a body': (fetch, url, signal) => fetch(url, { method: 'POST', body: 'x', signal }),
}

/** What the rejection is, and whether it is the very reason. */
const rejection = (promise, signal) =>
  promise.then(
    () => 'not rejected',
    error => ({ error, isReason: error === signal.reason }),
  )

for (const [reasonName, reason] of Object.entries(reasons)) {
  for (const [wayName, send] of Object.entries(ways)) {
    const name = `${wayName}, ${reasonName}`
    add(
      `aborted already: ${name}`,
      (fetch, { url }) => {
        const signal = AbortSignal.abort(reason())
        return rejection(send(fetch, url('/echo'), signal), signal)
      },
      { sends: 0 },
    )
    add(
      `aborted in the same tick: ${name}`,
      (fetch, { url }) => {
        const controller = new AbortController()
        const pending = rejection(send(fetch, url('/echo'), controller.signal), controller.signal)
        controller.abort(reason())
        return pending
      },
      { ignore: 'requests' },
    )
    add(
      `aborted before the answer: ${name}`,
      async (fetch, { url, arrived }) => {
        const controller = new AbortController()
        const pending = rejection(send(fetch, url('/hang'), controller.signal), controller.signal)
        await arrived()
        controller.abort(reason())
        return pending
      },
      { onWire: true },
    )
    add(`aborted while the body streams: ${name}`, async (fetch, { url }) => {
      const controller = new AbortController()
      const response = await send(fetch, url('/drip'), controller.signal)
      const reader = response.body.getReader()
      const first = new TextDecoder().decode((await reader.read()).value)
      controller.abort(reason())
      return { first, ...(await rejection(reader.read(), controller.signal)) }
    })
  }
}

add('aborted after the end', async (fetch, { url }) => {
  const controller = new AbortController()
  const response = await fetch(url('/echo'), { signal: controller.signal })
  const text = await response.text()
  controller.abort()
  return { text, status: response.status }
})
add(
  'aborted through a timeout',
  (fetch, { url }) => {
    const signal = AbortSignal.timeout(1)
    return rejection(fetch(url('/hang'), { signal }), signal)
  },
  { ignore: 'requests' },
)
add(
  'aborted through one of two signals',
  async (fetch, { url, arrived }) => {
    const controller = new AbortController()
    const signal = AbortSignal.any([controller.signal, new AbortController().signal])
    const pending = rejection(fetch(url('/hang'), { signal }), signal)
    await arrived()
    controller.abort('one of two')
    return pending
  },
  { onWire: true },
)
add('the signal of init replaces that of the Request', (fetch, { url }) =>
  fetch(new Request(url('/echo'), { signal: AbortSignal.abort() }), { signal: new AbortController().signal }),
)
add('a signal of null removes that of the Request', (fetch, { url }) =>
  fetch(new Request(url('/echo'), { signal: AbortSignal.abort() }), { signal: null }),
)
add('a signal of undefined keeps that of the Request', (fetch, { url }) =>
  fetch(new Request(url('/echo'), { signal: AbortSignal.abort('kept') }), { signal: undefined }),
)
const wrong = {
  'a bad method': { method: 'BAD METHOD' },
  'a bad header': { headers: { 'bad name': '1' } },
  'a body for GET': { body: 'x' },
}
for (const [name, init] of Object.entries(wrong)) {
  add(
    `aborted already, with ${name}, which comes first`,
    (fetch, { url }) => fetch(url('/echo'), { signal: AbortSignal.abort('gone'), ...init }),
    { ignore: 'message' },
  )
}
// Chromium leaves the stream open, against the fetch standard; we do not.
add(
  'aborted already, with a stream, which is cancelled',
  async (fetch, { url }) => {
    let cancelled = 'no'
    const body = new ReadableStream({
      cancel(reason) {
        cancelled = reason
      },
    })
    const signal = AbortSignal.abort('gone')
    const init = { method: 'POST', body, duplex: 'half', signal }
    return { outcome: await rejection(fetch(url('/echo'), init), signal), cancelled }
  },
  { only: 'node' },
)
add('aborted already, with a Request, which is used up or not', async (fetch, { url }) => {
  const signal = AbortSignal.abort('gone')
  const request = new Request(url('/echo'), { method: 'POST', body: 'x', signal })
  const outcome = await rejection(fetch(request), signal)
  return { outcome, used: request.bodyUsed }
})

export const abortCases = cases
