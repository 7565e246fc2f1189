/** The app as the README has it: the client is made first, and asks at once. */
const how = new URLSearchParams(location.search).get('mode')
if (how !== 'perRequest') {
  globalThis.client = ApContextFetch.createContextClient({ prefetch: how === 'prefetch' })
}
