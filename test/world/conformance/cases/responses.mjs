const cases = []
const add = (name, act, more) => cases.push({ name, act, ...more })

for (const code of [200, 201, 204, 205, 206, 304, 400, 403, 404, 409, 410, 418, 429, 500, 503]) {
  for (const method of ['GET', 'HEAD', 'POST']) {
    add(`${method} that is answered ${code}`, (fetch, { url }) =>
      fetch(url(`/status?code=${code}`), { method, headers: code === 304 ? { 'if-none-match': '"1"' } : {} }),
    )
  }
}

/**
 * Chromium puts "Failed to execute 'json' on 'Response'" before what its parser says if the whole body is there
 * when `json()` is called, and not if it comes later: the platform's own messages differ from run to run.
 */
const worded = { ignore: 'message' }

const reads = ['text', 'json', 'arrayBuffer', 'blob', 'formData', 'bytes']
for (const path of [
  '/echo',
  '/json',
  '/bytes',
  '/multipart',
  '/form',
  '/gzip',
  '/chunks',
  '/status?code=204',
]) {
  for (const read of reads) {
    const more = read === 'json' ? worded : {}
    add(
      `${path} read as ${read}`,
      async (fetch, { url }) => {
        const response = await fetch(url(path))
        return typeof response[read] === 'function' ? { value: await response[read]() } : 'not here'
      },
      more,
    )
  }
}

add('a body that is read as it streams', async (fetch, { url }) => {
  const { body } = await fetch(url('/chunks'))
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (let step = await reader.read(); !step.done; step = await reader.read()) text += step.value
  return { text, locked: body.locked }
})
add('a body that is cancelled', async (fetch, { url }) => {
  const response = await fetch(url('/drip'))
  await response.body.cancel()
  return { used: response.bodyUsed }
})
add('a clone', async (fetch, { url }) => {
  const response = await fetch(url('/json'))
  const clone = response.clone()
  return {
    original: await response.json(),
    clone: await clone.text(),
    used: [response.bodyUsed, clone.bodyUsed],
  }
})
add('a clone of a stream', async (fetch, { url }) => {
  const response = await fetch(url('/chunks'))
  return { clone: response.clone(), original: response }
})
add('a body that is read twice', async (fetch, { url }) => {
  const response = await fetch(url('/echo'))
  await response.text()
  return response.text()
})
add('a response is an instance of Response', async (fetch, { url }) => {
  const response = await fetch(url('/echo'))
  return { is: response instanceof Response, tag: Object.prototype.toString.call(response) }
})
add('headers of a response may not be changed', async (fetch, { url }) => {
  const response = await fetch(url('/echo'))
  response.headers.set('x-one', '1')
})
add('a promise is returned', (fetch, { url }) => {
  const promise = fetch(url('/echo'))
  return promise.then(({ status }) => ({ status, tag: Object.prototype.toString.call(promise) }))
})
add('requests side by side', (fetch, { url }) =>
  Promise.all([1, 2, 3, 4].map(() => fetch(url('/chunks')).then(response => response.text()))),
)

export const responseCases = cases
