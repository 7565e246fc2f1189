import { afterEach, beforeEach, expect, vi } from 'vitest'
import {
  type ContextClient,
  type ContextClientOptions,
  createContextClient,
  installContextFetch,
} from '../../../../src/index.js'
import { createFakeToken } from '../../../../src/testing/index.js'
import { useFakeClock } from './clock.js'
import { FakeXMLHttpRequest } from './fake-xhr.js'
import { type ControlledSource, controlledSource, settle } from './source.js'

export const api = 'https://app.test/api'

/** A fake `XMLHttpRequest` of each test of the file, and a client whose token comes when the test says so. */
export interface InstalledXhr {
  source: ControlledSource
  client: ContextClient
  undo: () => void
  install(options?: ContextClientOptions): void
  /** The same with a token in hand. */
  installWithToken(options?: ContextClientOptions): Promise<string>
  /** The token comes. */
  answer(): Promise<string>
}

export function installedXhr(): InstalledXhr {
  const harness = {
    undo: () => {},
    install(options) {
      harness.client = createContextClient({
        getToken: harness.source.source,
        prefetch: false,
        allowedOrigins: [new URL(api).origin],
        ...options,
      })
      harness.undo = installContextFetch(harness.client, { fetch: false })
    },
    async installWithToken(options) {
      harness.install(options)
      harness.client.getToken().catch(() => {})
      return harness.answer()
    },
    async answer() {
      const token = createFakeToken()
      harness.source.last().resolve(token)
      await settle()
      return token
    },
  } as InstalledXhr
  /** What listeners threw: it comes out nowhere but here. */
  const uncaught = vi.fn()

  useFakeClock()
  beforeEach(() => {
    vi.stubGlobal('XMLHttpRequest', class extends FakeXMLHttpRequest {})
    FakeXMLHttpRequest.sent.length = 0
    harness.source = controlledSource()
    uncaught.mockClear()
    window.addEventListener('error', uncaught)
  })
  afterEach(() => {
    window.removeEventListener('error', uncaught)
    expect(uncaught).not.toHaveBeenCalled()
    harness.undo()
    harness.client?.dispose()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })
  return harness
}

export function openXhr(url: string = api): XMLHttpRequest {
  const xhr = new XMLHttpRequest()
  xhr.open('POST', url)
  return xhr
}
