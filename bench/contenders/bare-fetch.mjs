/** What everything is measured against: no token at all. */
export const name = 'bare fetch'
export const create = ({ fetch }) => ({ request: (url, init) => fetch(url, init) })
export const doesNot = { token: 'sends no token' }
