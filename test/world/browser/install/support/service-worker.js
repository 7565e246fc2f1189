/** Answers what is asked of `/api/from-elsewhere` with what `to` says, another origin for example. */

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', event => {
  const { pathname, searchParams } = new URL(event.request.url)
  if (pathname === '/api/from-elsewhere') event.respondWith(fetch(searchParams.get('to')))
})
