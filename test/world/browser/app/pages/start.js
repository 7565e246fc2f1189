/** Makes the client as soon as the script is there, whatever else is. */
function start() {
  const { ApContextFetch } = globalThis
  if (!ApContextFetch) return void setTimeout(start, 5)
  const hadBridge = typeof globalThis.AP?.context?.getToken === 'function'
  globalThis.demo = { client: ApContextFetch.createContextClient(), hadBridge }
}
start()
