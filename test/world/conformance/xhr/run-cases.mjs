/** Runs in a page: what happens with each case, as text, whoever the `XMLHttpRequest` is. */

const events = ['readystatechange', 'loadstart', 'progress', 'abort', 'error', 'load', 'timeout', 'loadend']
/** Time in which nothing more is expected of one that is over, in milliseconds. */
const rest = 20

/**
 * @param {import('./cases.mjs').XhrCase[]} cases
 * @param {{ prefix: string, foreign: string, refused: string, sendsNothing?: boolean }} where `sendsNothing`: a
 *   request that needs a token ends with an error
 */
export async function runXhrCases(cases, where) {
  const outcomes = []
  for (const [index, one] of cases.entries()) {
    const key = `${where.prefix}${index}`
    outcomes.push({ key, ...(await outcomeOf(one, key, where)) })
  }
  return outcomes
}

async function outcomeOf({ act, isSync, endsWith = 'loadend' }, key, { foreign, refused, sendsNothing }) {
  const told = []
  const xhr = new XMLHttpRequest()
  let ended = () => {}
  const end = new Promise(resolve => {
    ended = resolve
  })

  let ends = endsWith === 'second loadend' && !sendsNothing ? 2 : 1
  const listen = (target, name) => {
    for (const type of events) {
      target.addEventListener(type, event => {
        const { loaded, total, lengthComputable } = event
        const progress =
          type === 'progress' ? '' : ` ${loaded ?? '-'}/${total ?? '-'}/${lengthComputable ?? '-'}`
        const last = `${name} ${type} in state ${xhr.readyState}${type === 'readystatechange' ? '' : progress}`
        if (type !== 'progress' || told.at(-1) !== last) told.push(last) // How often depends on the network.
        if (target === xhr && type === 'loadend') ends -= 1
        if (ends === 0) ended()
      })
    }
  }
  listen(xhr, 'xhr')

  const call = (name, ...args) => {
    try {
      if (name === 'set') xhr[args[0]] = args[1]
      else
        told.push(
          `${name} ${args.length > 0 && name === 'get' ? args[0] : ''}: ${show(name === 'get' ? xhr[args[0]] : xhr[name](...args))}`,
        )
    } catch (error) {
      told.push(`${name} throws ${error.name}`)
    }
    if (name === 'abort') ended()
  }
  const url = path => `/r/${key}${path}`
  act(xhr, { url, run: `/r/${key}`, call, listen, foreign: path => `${foreign}/r/${key}${path}`, refused })

  const isUnderWay = xhr.readyState > 0 && xhr.readyState < 4 && told.includes('send : undefined')
  if (!isSync && isUnderWay) await end
  // What comes after the end, and what must not come.
  await new Promise(resolve => setTimeout(resolve, isSync || endsWith === 'abort()' ? rest : 0))
  return { told: [...told, ...(await endOf(xhr))] }
}

async function endOf(xhr) {
  const { readyState, status, statusText, responseType } = xhr
  const headers = xhr
    .getAllResponseHeaders()
    .split('\r\n')
    .filter(line => !line.startsWith('date:'))
    .sort()
  return [
    `state ${readyState}, ${status} ${statusText}`,
    `url ${xhr.responseURL.replace(/^https?:\/\/[^/]+/, '')}`,
    `headers ${headers.join(', ')}`,
    `response ${responseType} ${await summary(xhr.response)}`,
  ]
}

const show = value =>
  value === null || typeof value !== 'object' ? String(value) : Object.prototype.toString.call(value)

async function summary(response) {
  if (response instanceof Blob) return `Blob ${response.type} ${await response.text()}`
  if (response instanceof ArrayBuffer) return `bytes ${new Uint8Array(response)}`
  if (response instanceof Document) return `document ${response.documentElement?.outerHTML}`
  return JSON.stringify(response) ?? String(response)
}
