/** The answer, unless the signal aborts before it comes. */
export function untilAborted<T>(answer: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return answer
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort)
    answer.then(resolve, reject).then(() => signal.removeEventListener('abort', onAbort))
  })
}

/** The response, whose body fails with the signal's reason if it aborts before all of it was read. */
export function endedByAbort(response: Response, signal: AbortSignal | null | undefined): Response {
  const { body, status, statusText, headers, url, redirected } = response
  if (!signal || !body) return response
  const ended = new Response(endingStream(body, signal), { status, statusText, headers })
  return Object.defineProperties(ended, {
    url: { value: url, configurable: true },
    redirected: { value: redirected, configurable: true },
  })
}

function endingStream(body: ReadableStream<Uint8Array>, signal: AbortSignal): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  // jsdom has no such class: the body's own.
  const Stream = body.constructor as typeof ReadableStream<Uint8Array>
  let end = () => {}
  return new Stream({
    start(controller) {
      const onAbort = () => {
        controller.error(signal.reason)
        reader.cancel(signal.reason).catch(() => {}) // The page has its error.
      }
      end = () => signal.removeEventListener('abort', onAbort)
      if (signal.aborted) onAbort()
      else signal.addEventListener('abort', onAbort)
    },
    async pull(controller) {
      const { done, value } = await reader.read()
      if (signal.aborted) return
      if (!done) return controller.enqueue(value)
      end()
      controller.close()
    },
    cancel(reason) {
      end()
      return reader.cancel(reason)
    },
  })
}
