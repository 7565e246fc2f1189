/**
 * `@forge/bridge`, as far as Atlassian documents it: a `Response` of the remote's, asked for with the token that
 * the platform adds.
 * @see https://developer.atlassian.com/platform/forge/apis-reference/ui-api-bridge/requestRemote
 */
export const requestRemote = (
  remoteKey: string,
  { path = '', headers, ...init }: Omit<RequestInit, 'signal'> & { path?: string } = {},
): Promise<Response> =>
  fetch(`https://${remoteKey}.example.com${path}`, {
    ...init,
    headers: { ...Object.fromEntries(new Headers(headers)), authorization: 'Bearer a.fit.token' },
  })
