import { resolve } from './fetch-input.js'

/** Classes of Node, whatever the test environment has put on `globalThis` in their place. */
export type NodeClasses = Pick<
  typeof globalThis,
  'Headers' | 'Request' | 'Response' | 'FormData' | 'URLSearchParams'
>

/**
 * Node's `Request` for a page that is not Node's. It throws at the page's `AbortSignal`, and takes the page's
 * bodies for strings: here the signal is kept as it is, and bodies are translated.
 */
export function requestFor(node: Omit<NodeClasses, 'Headers' | 'Response'>): typeof globalThis.Request {
  return class PageRequest extends node.Request {
    constructor(input: RequestInfo | URL, init: RequestInit = {}) {
      const { signal, body, ...rest } = init
      super(resolve(input), { ...rest, body: bodyFor(body ?? null, node) })
      const inherited = input instanceof PageRequest ? input.signal : undefined
      const own = signal === undefined ? inherited : signal
      Object.defineProperty(this, 'signal', { value: own ?? new AbortController().signal })
    }
    override clone(): Request {
      return new PageRequest(super.clone(), { signal: this.signal })
    }
  }
}

/** The same body in Node's classes. */
function bodyFor(
  body: BodyInit | null,
  node: Pick<NodeClasses, 'FormData' | 'URLSearchParams'>,
): BodyInit | null {
  if (body instanceof URLSearchParams) return new node.URLSearchParams([...body])
  if (!(body instanceof FormData)) return checkBlob(body)
  const form = new node.FormData()
  for (const [name, value] of body) form.append(name, checkBlob(value))
  return form
}

/** Nothing reads a blob of jsdom at once. */
function checkBlob<T>(value: T): T {
  if (!(value instanceof Blob)) return value
  throw new TypeError(
    'body: this page has no Request of its own, and a Blob cannot be handed to that of Node. Send bytes instead, or use a test environment that has one, as happy-dom.',
  )
}
