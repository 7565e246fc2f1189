/** What runs inside the pages. Each function is sent there as text, so it may use nothing from around it. */

/**
 * In the product, before its scripts: counts the calls of the bridge, ends them as `globalThis.faults` says, one
 * after another, and keeps what the app tells.
 */
export function prepareProduct() {
  if (globalThis !== top) return
  const { fetch } = globalThis
  const endings = {
    hang: () => new Promise(() => {}),
    string: () => Promise.reject('no'),
    nothing: () => Promise.reject(undefined),
    Error: () => Promise.reject(new Error('no')),
    late: input =>
      new Promise(resolve => {
        globalThis.answerLate = () => resolve(fetch(input))
      }),
  }
  Object.assign(globalThis, { bridgeCalls: 0, faults: [], told: {} })
  globalThis.fetch = (input, init) => {
    if (!String(input).includes('/host-api/token')) return fetch(input, init)
    globalThis.bridgeCalls += 1
    return (endings[globalThis.faults.shift()] ?? fetch)(input)
  }
  addEventListener('message', ({ data }) => {
    if (data.told) globalThis.told = data.told
  })
}

/**
 * In the app: a client of its own, which makes a request every 100 ms from a message `start` to a message
 * `stop`, and tells the product what it sees. Playwright knows no frame that came back from the back/forward
 * cache, messages reach it. Ends once the first token is there, however busy the machine is.
 */
export async function startClient(options) {
  globalThis.demo.client.dispose()
  const client = globalThis.ApContextFetch.createContextClient(options)
  while (!client.tokens.peek()) await client.getToken().catch(() => {})

  const told = {
    isOn: false,
    saw: {},
    request: 0,
    refresh: 0,
    refresherror: 0,
    rejected: 0,
    retried: 0,
    kept: 0,
  }
  const tell = change => {
    change()
    parent.postMessage({ told }, '*')
  }
  for (const type of ['refresh', 'refresherror', 'rejected']) {
    client.addEventListener(type, ({ detail }) =>
      tell(() => {
        told[type] += 1
        if (detail.retried) told.retried += 1
      }),
    )
  }
  addEventListener('pageshow', ({ persisted }) =>
    tell(() => {
      if (persisted) told.kept += 1
    }),
  )

  let isWanted = false
  const makeRequests = async () => {
    while (isWanted) {
      const outcome = await client.fetch('/api/me').then(
        ({ status }) => status,
        error => error.code ?? error.name,
      )
      tell(() => {
        told.saw[outcome] = (told.saw[outcome] ?? 0) + 1
        told.request += 1
      })
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    tell(() => {
      told.isOn = false
    })
  }
  addEventListener('message', ({ data }) => {
    if (data.scene) isWanted = data.scene === 'start'
    if (!isWanted || told.isOn) return
    tell(() => {
      told.isOn = true
    })
    makeRequests()
  })
}
