const columns = ['requests', 'bridgeCalls', 'backend401s', 'app401s']

/**
 * One row for each app.
 * @param {HTMLTableSectionElement} body
 * @param {import('./names.js').App[]} apps
 * @param {{ pages: Record<string, Record<string, number>> }} state
 */
export function showCounters(body, apps, { pages }) {
  body.replaceChildren(
    ...apps.map(({ name, title }) => {
      const row = document.createElement('tr')
      const head = document.createElement('th')
      head.scope = 'row'
      head.textContent = title
      row.append(head)
      for (const column of columns) {
        const cell = row.insertCell()
        const value = pages[name]?.[column] ?? 0
        cell.textContent = value.toLocaleString('en')
        cell.className = column === 'app401s' && value > 0 ? 'bad' : ''
      }
      return row
    }),
  )
}
