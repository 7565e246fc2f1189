import { startPanel } from './panel.js'
import { report } from './report.js'

/** Asked once, when the page loads, and kept: what most apps do. */
const token = new Promise(resolve => {
  globalThis.AP.context?.getToken(resolve)
})

async function fetchByHand(url, init = {}) {
  const headers = { ...init.headers, Authorization: `JWT ${await token}` }
  return fetch(url, { ...init, headers })
}

globalThis.demo = { report, ...startPanel(fetchByHand) }
