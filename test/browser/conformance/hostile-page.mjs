/* global ApContextFetch */
const token = globalThis.token
let calls = 0
const getToken = async () => {
  calls++
  return token
}

/** Sends every URL with a client of its own; says how often the source was asked. */
globalThis.sendAll = async ({ urls, options = {}, inits = [undefined], base = document.baseURI }) => {
  calls = 0
  for (const url of urls) {
    for (const init of inits) {
      for (const input of inputs(url, base)) {
        const client = ApContextFetch.createContextClient({ ...options, getToken, prefetch: false })
        // Whatever never answers has been received all the same.
        const signal = AbortSignal.timeout(5000)
        await client.fetch(input, { ...init, signal }).then(
          response => response.text(),
          () => {},
        )
        client.dispose()
      }
    }
  }
  return calls
}

function* inputs(url, base) {
  yield url
  try {
    yield new URL(url, base)
    yield new Request(new URL(url, base))
  } catch {
    // No URL, or none that a request takes.
  }
}
globalThis.isReady = true
