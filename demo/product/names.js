/** @typedef {{ name: string, path: string, title: string }} App */

const titles = { spa: 'Single-page app', plain: 'Plain page', usual: 'The usual way' }

/**
 * `spa,plain` or `/other.html`: which pages of the app to frame; all three without a word.
 * @param {string | null} wanted
 * @returns {App[]}
 */
export function appsOf(wanted) {
  const items = wanted ? wanted.split(',') : Object.keys(titles)
  return items.map(item => {
    const path = item.startsWith('/') ? item : `/${item}.html`
    const name = path.replace(/^.*\//, '').replace(/\.html.*$/, '')
    return { name, path, title: titleOf(name) }
  })
}

/** @param {string} name */
export function titleOf(name) {
  return titles[name] ?? name
}
