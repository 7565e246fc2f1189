/** `AP.context.getToken` before each request, as Atlassian's documentation shows it. */
export const name = 'getToken before each request'
export const create = ({ fetch, getToken }) => ({
  request: async (url, init) => {
    const token = await getToken()
    return fetch(url, { ...init, headers: { ...init?.headers, Authorization: `JWT ${token}` } })
  },
})
