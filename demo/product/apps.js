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
 * @param {ReturnType<typeof import('./pretence.js').createPretence>} options.pretence
 * @param {(event: object) => void} options.onEvent
 */
export function mountApps(root, { apps, appUrl, quiet, pretence, onEvent }) {
  const slots = new Map()

  const windowOf = name => slots.get(name)?.querySelector('iframe')?.contentWindow
  const pretend = (target, state) => target?.postMessage({ demo: 'pretend', ...state }, appUrl)
  pretence.onChange(state => {
    for (const { name } of apps) pretend(windowOf(name), state)
  })

  addEventListener('message', ({ data, source, origin }) => {
    if (origin !== appUrl) return
    const app = apps.find(({ name }) => windowOf(name) === source)
    if (!app) return
    if (data?.demo === 'ask') pretend(source, pretence.now())
    if (data?.demo !== 'report') return
    // The frame's clock may be shifted: what it reports happened now.
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
    if (quiet && url.origin === appUrl) url.searchParams.set('quiet', '')
    connectHost
      .create({ addon_key: 'com.example.notes', key: name, url: url.href, options: {} })
      .appendTo(slot)
    slot.querySelector('iframe').title = title
  }
}
