/**
 * Every place in which a part of a token could be left, and how to leave it there; `found` is how the line starts
 * that tells. Runs in the app's page, whose policy forbids nothing of it.
 */
export const places = [
  { found: 'error', leave: part => trace.tell('error', new Error(`not good: ${part}`)) },
  {
    found: 'error',
    leave: part => trace.tell('error', Object.assign(new Error('x'), { stack: `Error: ${part}` })),
  },
  {
    found: 'error',
    leave: part => trace.tell('error', new Error('x', { cause: { deep: [new Error(part)] } })),
  },
  { found: 'error', leave: part => trace.tell('error', new AggregateError([new TypeError(part)])) },
  { found: 'error', leave: part => trace.tell('error', new DOMException(part, 'AbortError')) },
  {
    found: 'error',
    leave: part => trace.tell('error', Object.defineProperty(new Error('x'), Symbol('y'), { value: part })),
  },
  {
    found: 'event',
    leave: part =>
      trace.tell('event', new CustomEvent('refresh', { detail: { claims: new Map([['sub', part]]) } })),
  },
  { found: 'told', leave: part => trace.tell('told', new Request('/x', { headers: { 'X-Token': part } })) },
  { found: 'told', leave: part => trace.tell('told', new URL(`/x?t=${part}`, location.href)) },
  { found: 'console', leave: part => console.debug('said', { part }) },
  { found: 'console', leave: part => console.error(new Error(part)) },
  {
    found: 'page error',
    leave: part =>
      void setTimeout(() => {
        throw new Error(part)
      }),
  },
  { found: 'page error', leave: part => void Promise.reject(new Error(part)) },
  { found: 'storage', leave: part => localStorage.setItem('kept', part) },
  { found: 'storage', leave: part => sessionStorage.setItem(part, 'kept') },
  {
    found: 'storage',
    leave: part =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open(part)
        opening.onsuccess = () => resolve(opening.result.close())
        opening.onerror = () => reject(opening.error)
      }),
  },
  { found: 'storage', leave: part => caches.open(part) },
  {
    found: 'storage',
    leave: async part => (await caches.open('kept')).put(`/x?t=${part}`, new Response()),
  },
  {
    found: 'storage',
    leave: part => {
      // biome-ignore lint/suspicious/noDocumentCookie: that is the place
      document.cookie = `kept=${part}; SameSite=None; Secure; Partitioned`
    },
  },
  {
    found: 'address',
    leave: part => {
      globalThis.name = part
    },
  },
  { found: 'address', leave: part => history.replaceState({ part }, '') },
  { found: 'document', leave: part => document.body.append(part) },
  { found: 'performance', leave: part => performance.mark(part) },
  { found: 'request', leave: part => fetch(`/api/me?t=${part}`) },
  { found: 'received', leave: part => fetch(`/api/me?t=${part}`) },
  {
    found: 'received',
    leave: async part => {
      const { href } = location
      history.replaceState(null, '', `?t=${part}`)
      await fetch('/api/me')
      history.replaceState(null, '', href)
    },
  },
  {
    found: 'foreign',
    leave: (part, foreign) => fetch(`${foreign}/x`, { headers: { 'X-Token': part } }),
  },
]
