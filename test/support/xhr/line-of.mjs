/**
 * A request that was received, in one line: `POST /api/x, token 1, x-own: yes | body`. A token is named by its place among
 * those that the bridge gave, and an origin that is not the page's is `foreign`.
 *
 * @param {{ method: string, url: URL, headers: Record<string, string | undefined>, body: string }} request
 * @param {{ origin: string, tokens: string[] }} page
 */
export function lineOf({ method, url, headers, body }, { origin, tokens }) {
  const { authorization = 'nothing', ...others } = headers
  const [, token] = /^\w+ (.+)$/.exec(authorization) ?? []
  const credential = tokens.includes(token)
    ? authorization.replace(token, `token ${tokens.indexOf(token) + 1}`)
    : authorization
  const own = Object.entries(others).filter(([name]) => name.startsWith('x-'))
  return [
    `${method} ${url.origin === origin ? '' : 'foreign '}${url.pathname}`,
    credential.replace(/^JWT (?=token)/, ''),
    ...own.map(([name, value]) => `${name}: ${value}`),
  ]
    .join(', ')
    .concat(body && ` | ${formOf(body)}`)
}

/** A form as its fields: the boundary between them is another one each time. */
const formOf = body => {
  if (!/^--.*\r\n/.test(body)) return body
  return [...body.matchAll(/name="(.*?)"\r\n\r\n(.*?)\r\n/g)]
    .map(([, name, value]) => `${name}=${value}`)
    .join('&')
}
