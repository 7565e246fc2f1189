import { xhrCases } from '/test/world/conformance/xhr/cases.mjs'
import { runXhrCases } from '/test/world/conformance/xhr/run-cases.mjs'

const { createContextClient, installContextFetch } = globalThis.ApContextFetch

/**
 * In one page: nothing installed; with a token; with one that is asked for at each request,
 * and takes 8 ms; and with none to be had.
 */
globalThis.runXhr = async ({ token, ...where }) => {
  const results = { platform: await runXhrCases(xhrCases, { prefix: 'p', ...where }) }

  const client = createContextClient({ getToken: () => token, allowedOrigins: [location.origin] })
  await client.getToken()
  const undo = installContextFetch(client)
  results.token = await runXhrCases(xhrCases, { prefix: 't', ...where })
  undo()

  const slow = createContextClient({
    allowedOrigins: [location.origin],
    getToken: () => new Promise(resolve => setTimeout(resolve, 8, token)),
    prefetch: false,
  })
  const undoSlow = installContextFetch(slow)
  const waiting = xhrCases.filter(({ isSync }) => !isSync)
  results.waiting = []
  for (const [index, one] of xhrCases.entries()) {
    slow.tokens.invalidate(slow.tokens.peek())
    if (waiting.includes(one))
      results.waiting.push({ index, ...(await runXhrCases([one], { prefix: `w${index}x`, ...where }))[0] })
  }
  undoSlow()

  const failing = createContextClient({
    allowedOrigins: [location.origin],
    getToken: () => Promise.reject(new Error('none to be had')),
    prefetch: false,
  })
  const undoFailing = installContextFetch(failing)
  results.without = await runXhrCases(xhrCases, { prefix: 'n', sendsNothing: true, ...where })
  undoFailing()
  return results
}
globalThis.isReady = true
