/** Two ways to offer a file that only a request with a token gets. */

/**
 * By its URL: a link carries no header, so its URL gets the token of now when it is clicked. An older one may have
 * expired by then.
 *
 * @param {import('ap-context-fetch').ContextClient} client
 * @returns {(path: string, name: string) => Promise<void>}
 */
export function downloadByUrl(client) {
  return async (path, name) => click(await client.authorizeUrl(path), name)
}

/**
 * By a request: the token stays out of the URL, and the file has to fit into memory.
 *
 * @param {import('ap-context-fetch').ContextClient} client
 * @returns {(path: string, name: string) => Promise<void>}
 */
export function downloadByFetch(client) {
  return async (path, name) => {
    const url = URL.createObjectURL(await client.http(path).blob())
    click(url, name)
    URL.revokeObjectURL(url)
  }
}

/** @param {string | URL} url @param {string} name */
function click(url, name) {
  const link = document.createElement('a')
  link.href = String(url)
  link.download = name
  link.click()
}
