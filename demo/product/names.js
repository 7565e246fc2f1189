/** @typedef {{ name: string, path: string, title: string }} App */

const titles = {
  own: 'Your app',
  spa: 'Single-page app',
  plain: 'Plain page',
  usual: 'The usual way',
  forge: 'In Forge (played)',
  session: 'Session token',
}

/**
 * `spa,plain` or `/other.html`: which pages of the app to frame; without a word all of the demo's, after the app of
 * elsewhere if there is one.
 * @param {string | null} wanted
 * @param {string} [own] its URL
 * @returns {App[]}
 */
export function appsOf(wanted, own) {
  const items = wanted ? wanted.split(',') : ['spa', 'plain', 'usual', 'forge', 'session']
  const ownApp = own && !wanted ? [{ name: 'own', path: own, title: titles.own }] : []
  const ofDemo = items.map(item => {
    const path = item.startsWith('/') ? item : `/${item}.html`
    const name = path.replace(/^.*\//, '').replace(/\.html.*$/, '')
    return { name, path, title: titleOf(name) }
  })
  return [...ownApp, ...ofDemo]
}

/** @param {string} name */
export function titleOf(name) {
  return titles[name] ?? name
}
