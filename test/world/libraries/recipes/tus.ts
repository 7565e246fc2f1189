import { type ContextClient, installContextFetch } from 'ap-context-fetch'
import { type DetailedError, Upload } from 'tus-js-client'

/** By default a 401 ends an upload, like every other 4xx; here it goes on, with the next token. */
function onShouldRetry(error: Error | DetailedError): boolean {
  const response = 'originalResponse' in error ? error.originalResponse : null
  const status = response?.getStatus() ?? 0
  return status === 401 || status < 400 || status === 409 || status === 423 || status >= 500
}

export function createReader(client: ContextClient) {
  installContextFetch(client, { fetch: false })

  return () =>
    new Promise<string | undefined>((resolve, reject) => {
      let issue: string | undefined
      const upload = new Upload(new Blob(['a file in ', 'two chunks']), {
        endpoint: '/api/uploads',
        chunkSize: 10,
        retryDelays: [0, 1000],
        onShouldRetry,
        onAfterResponse: (_, response) => {
          issue = response.getHeader('x-issue')
        },
        onSuccess: () => resolve(issue),
        onError: reject,
      })
      upload.start()
    })
}
