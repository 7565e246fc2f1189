/** The usual hand-written code: ask once, ask again at a 401. */
export const name = 'get once, retry a 401 (by hand)'
export function create({ fetch, getToken }) {
  let token
  const send = (url, init) =>
    fetch(url, { ...init, headers: { ...init?.headers, Authorization: `JWT ${token}` } })
  return {
    request: async (url, init) => {
      token ??= await getToken()
      const response = await send(url, init)
      if (response.status !== 401) return response
      token = await getToken()
      return send(url, init)
    },
  }
}
