/** The app's first question, once its bundle is there; `first` is when it has its answer, since the navigation. */
const ask = async () => {
  if (globalThis.client) return globalThis.client.fetch('/api/me')
  const token = await AP.context.getToken()
  return fetch('/api/me', { headers: { Authorization: `JWT ${token}` } })
}
ask().then(async response => {
  await response.text()
  globalThis.demo = { first: performance.now(), status: response.status }
})
