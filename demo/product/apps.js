/** The product's half of the bridge: the module `context`, the frames, and what the apps report from them. */

const { connectHost } = globalThis

/** The bridge appends itself as last argument; it knows which frame calls. */
async function getToken(callback) {
  const page = callback._context.extension.key
  const response = await fetch(`/host-api/token?page=${encodeURIComponent(page)}`)
  const { token, reject, hang } = await response.json()
  if (hang) await new Promise(() => {})
  if (reject) throw new Error(reject)
  return token
}
getToken.returnsPromise = true

/**
 * @param {Element} root
 * @param {object} options
 * @param {import('./names.js').App[]} options.apps
 * @param {string} options.appUrl
 * @param {boolean} options.quiet
 * @param {(event: object) => void} options.onEvent
 */
export function mountApps(root, { apps, appUrl, quiet, onEvent }) {
  const slots = new Map()

  addEventListener('message', ({ data, source, origin }) => {
    if (origin !== appUrl || data?.demo !== 'report') return
    const app = apps.find(({ name }) => slots.get(name)?.querySelector('iframe')?.contentWindow === source)
    if (!app) return
    onEvent({ ...data, page: app.name, at: Date.now() })
    if (data.type === 'end' && data.status === 401) {
      fetch(`/host-api/app-401?page=${encodeURIComponent(app.name)}`, { method: 'POST' })
    }
  })

  connectHost.defineModule('context', { getToken })
  for (const { name, path, title } of apps) {
    const slot = document.createElement('div')
    slot.className = 'app'
    slots.set(name, slot)
    root.append(slot)
    const url = new URL(path, appUrl)
    if (quiet) url.searchParams.set('quiet', '')
    connectHost
      .create({ addon_key: 'com.example.notes', key: name, url: url.href, options: {} })
      .appendTo(slot)
    slot.querySelector('iframe').title = title
  }
}
