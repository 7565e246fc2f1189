/** A request as it left. */
export interface Sent {
  url: string
  authorization: string | null
  request: Request
}

/** A transport that records what is sent and answers as the test says; 200 unless told otherwise. */
export interface RecordingBackend {
  fetch: typeof globalThis.fetch
  sent: Sent[]
  /** Tokens that are refused with 401. */
  refused: Set<string>
  refuseAll: boolean
}

export function recordingBackend(scheme = 'JWT '): RecordingBackend {
  const backend: RecordingBackend = {
    sent: [],
    refused: new Set(),
    refuseAll: false,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const authorization = request.headers.get('authorization')
      backend.sent.push({ url: request.url, authorization, request })
      const isRefused = backend.refuseAll || backend.refused.has(authorization?.slice(scheme.length) ?? '')
      return new Response(isRefused ? 'refused' : 'welcome', { status: isRefused ? 401 : 200 })
    },
  }
  return backend
}

export const origin = 'https://app.example.com'
