import { describe, expect, test } from 'vitest'
import { browserPage } from './support/harness.mjs'

const harness = browserPage()
const withToken = expect.stringMatching(/^JWT ey[\w.-]+$/)

describe('U3: what an XMLHttpRequest sends and gets is the same, whether it waits for its token or not', () => {
  const answers = {
    text: ['text/plain', 'Zoë'],
    json: ['application/json', '{"a":[1]}'],
    blob: ['image/png', 'not really'],
    arraybuffer: ['application/octet-stream', 'bytes'],
    document: ['application/xml', '<a><b/></a>'],
    '': ['text/html', '<p>x</p>'],
  }

  test.each(Object.keys(answers))('responseType %j', async responseType => {
    const page = await harness.open()
    const [type, text] = answers[responseType]
    const url = `/api/x?${new URLSearchParams({ type, text })}`
    const run = () =>
      page.evaluate(
        async ([url, responseType]) => {
          const { response, log } = await kit.send(url, { responseType })
          const kind = Object.prototype.toString.call(response)
          const bytes =
            response instanceof Document
              ? new XMLSerializer().serializeToString(response)
              : response instanceof Blob || response instanceof ArrayBuffer
                ? await new Response(response).text()
                : JSON.stringify(response)
          return { kind, type: response.type, bytes, log }
        },
        [url, responseType],
      )
    const native = await run()
    await page.evaluate(() => void kit.install())
    expect(await run()).toEqual(native)
    expect(await run()).toEqual(native)
    expect(harness.server.received.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      withToken,
      withToken,
    ])
  })

  test.each(['string', 'URLSearchParams', 'FormData', 'Blob', 'ArrayBuffer', 'Uint8Array', 'Document'])(
    'a body that is a %s',
    async kind => {
      const page = await harness.open()
      const run = () =>
        page.evaluate(async kind => {
          const form = new FormData()
          form.append('name', 'Zoë')
          form.append('file', new File(['content'], 'a.txt', { type: 'text/plain' }))
          const bytes = new TextEncoder().encode('bytes')
          const body = {
            string: 'Zoë',
            URLSearchParams: new URLSearchParams({ a: '1 2' }),
            FormData: form,
            Blob: new Blob(['x'], { type: 'a/b' }),
            ArrayBuffer: bytes.buffer,
            Uint8Array: bytes.subarray(1),
            Document: document.implementation.createDocument(null, 'a'),
          }[kind]
          await kit.send('/api/x', { method: 'PUT', body })
        }, kind)
      await run()
      await page.evaluate(() => void kit.install())
      await run()
      await run()
      const [native, ...ours] = harness.server.received.map(({ method, headers, body }) => {
        const boundary = /boundary=(.*)/.exec(headers['content-type'])?.[1]
        const plain = text => (boundary ? text.replaceAll(boundary, '-') : text)
        return { method, type: plain(headers['content-type'] ?? ''), body: plain(body) }
      })
      expect(native.body).not.toBe('')
      expect(ours).toEqual([native, native])
      expect(harness.server.received.slice(1).map(({ headers }) => headers.authorization)).toEqual([
        withToken,
        withToken,
      ])
    },
  )

  test('an upload tells its progress to the last byte', async () => {
    const page = await harness.open()
    const size = 2 ** 22
    const upload = await page.evaluate(async size => {
      kit.installHeld()
      const xhr = new XMLHttpRequest()
      const told = []
      for (const type of ['loadstart', 'progress', 'load', 'loadend', 'error']) {
        xhr.upload.addEventListener(type, ({ loaded, total, lengthComputable }) =>
          told.push({ type, loaded, total, lengthComputable }),
        )
      }
      xhr.open('POST', '/api/x')
      xhr.send(new Uint8Array(size))
      const before = told.length
      kit.answer()
      await kit.ended(xhr)
      return { before, told }
    }, size)
    const { before, told } = upload
    expect(before).toBe(0)
    const whole = { loaded: size, total: size, lengthComputable: true }
    expect(told[0]).toEqual({ ...whole, type: 'loadstart', loaded: 0 })
    expect(told.slice(-3)).toEqual(['progress', 'load', 'loadend'].map(type => ({ ...whole, type })))
    const steps = told.map(({ loaded }) => loaded)
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
  })

  test('headers of the answer, its URL and an overridden type are those of the platform', async () => {
    const page = await harness.open()
    const run = () =>
      page.evaluate(async () => {
        const xhr = new XMLHttpRequest()
        xhr.open('GET', '/api/x?type=text/plain&text=%3Ca/%3E')
        xhr.overrideMimeType('application/xml')
        xhr.send()
        await kit.ended(xhr)
        const headers = xhr.getAllResponseHeaders().replace(/date: .*/, '')
        return {
          headers,
          url: xhr.responseURL,
          xml: xhr.responseXML?.documentElement.tagName,
          text: xhr.statusText,
        }
      })
    const native = await run()
    await page.evaluate(() => void kit.install())
    expect(await run()).toEqual(native)
    expect(native.xml).toBe('a')
  })
})
