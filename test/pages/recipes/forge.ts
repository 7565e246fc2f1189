import { requestRemote } from '@forge/bridge'

/** A `fetch` to the remote backend that the manifest names `key`, for code that took `client.fetch`. */
export const remoteFetch =
  (key: string): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init)
    const { pathname, search } = new URL(request.url)
    const body = await request.text()
    return requestRemote(key, {
      path: pathname + search,
      method: request.method,
      headers: Object.fromEntries(request.headers),
      ...(body && { body }),
    })
  }
