/**
 * Runs one case with one `fetch` and says what a caller can see of it, as plain data. Runs in Node and in
 * the browser: no imports.
 */
export async function observe(act, fetch, context) {
  let result
  try {
    result = act(fetch, context)
  } catch (error) {
    return { thrown: await describe(error) }
  }
  try {
    return { resolved: await describe(await result) }
  } catch (error) {
    return { rejected: await describe(error) }
  }
}

async function describe(value) {
  if (value instanceof Response) return describeResponse(value)
  if (value instanceof Error || value instanceof DOMException) return describeError(value)
  if (value instanceof ArrayBuffer) return { bytes: [...new Uint8Array(value)] }
  if (value instanceof Blob)
    return { type: value.type, bytes: [...new Uint8Array(await value.arrayBuffer())] }
  if (value instanceof FormData || value instanceof Headers) return [...value].map(String)
  if (typeof value !== 'object' || value === null) return value === undefined ? 'undefined' : value
  const members = {}
  for (const [name, member] of Object.entries(value)) members[name] = await describe(member)
  return members
}

async function describeResponse(response) {
  const { status, statusText, ok, type, url, redirected, headers, bodyUsed } = response
  let body
  try {
    body = bodyUsed ? 'used' : [...new Uint8Array(await response.arrayBuffer())]
  } catch (error) {
    body = describeError(error)
  }
  return { status, statusText, ok, type, url, redirected, headers: [...headers].map(String), bodyUsed, body }
}

function describeError(error) {
  const { name, message, code, cause } = error
  return {
    constructor: error.constructor.name,
    name,
    message,
    code,
    cause: cause === undefined ? undefined : { name: cause.name, code: cause.code, message: cause.message },
  }
}
