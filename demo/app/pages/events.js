/**
 * Server-sent events by `fetch`: the header carries the token, and a stream that is open outlives it.
 *
 * @param {import('ap-context-fetch').ContextClient} client
 * @param {string} path
 * @returns {AsyncGenerator<string>} the data of each event; ends with the stream
 */
export async function* readEvents(client, path) {
  const response = await client.fetch(path, { headers: { Accept: 'text/event-stream' } })
  if (!response.ok) throw new Error(`The backend answered ${response.status}`)
  let text = ''
  for await (const chunk of chunksOf(response.body.pipeThrough(new TextDecoderStream()))) {
    const events = (text + chunk).split('\n\n')
    text = events.pop()
    for (const event of events) if (event.startsWith('data: ')) yield event.slice('data: '.length)
  }
}

/** Not every browser can iterate over a stream. @param {ReadableStream<string>} stream */
async function* chunksOf(stream) {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    reader.cancel()
  }
}
