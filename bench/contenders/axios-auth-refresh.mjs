import axios from 'axios'
import { createAuthRefresh } from 'axios-auth-refresh'

/** axios (fetch adapter) with axios-auth-refresh, as its readme shows. */
export const name = 'axios + axios-auth-refresh'
export function create({ fetch, getToken }) {
  let token
  const api = axios.create({
    adapter: 'fetch',
    env: { fetch, Request, Response },
    validateStatus: status => status < 400,
  })
  api.interceptors.request.use(async config => {
    token ??= await getToken()
    config.headers.Authorization = `JWT ${token}`
    return config
  })
  createAuthRefresh(api, async failed => {
    token = await getToken()
    failed.response.config.headers.Authorization = `JWT ${token}`
  })
  return {
    request: (url, init) =>
      api.request({ url, method: init?.method, headers: init?.headers, data: init?.body }),
  }
}
