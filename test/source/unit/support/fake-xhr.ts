/** How a request was sent, and the answer that the test gives. */
export interface SentXhr {
  method: string
  url: string
  headers: [name: string, value: string][]
  body: unknown
  timeout: number
  isAsync: boolean
}

/**
 * An `XMLHttpRequest` that sends to the test, with the states and events of the standard as far as
 * `installContextFetch` meets them. The same cases run on the platform's own in Chromium.
 */
export class FakeXMLHttpRequest extends EventTarget {
  static sent: SentXhr[] = []
  static last: FakeXMLHttpRequest
  /** What a synchronous request is answered with. */
  static status = 200

  readonly #upload: EventTarget = new EventTarget()
  get upload(): EventTarget {
    return this.#upload
  }
  status = 0
  responseHeaders = ''
  responseURL = ''
  aborts = 0
  #state = 0
  #isSent = false
  #opened: Pick<SentXhr, 'method' | 'url' | 'headers' | 'isAsync'> | undefined

  #timeout = 0
  #withCredentials = false

  get timeout(): number {
    return this.#timeout
  }
  set timeout(timeout: number) {
    this.#timeout = timeout
  }
  get withCredentials(): boolean {
    return this.#withCredentials
  }
  set withCredentials(isWith: boolean) {
    if (this.#isSent) throw new DOMException('Not open', 'InvalidStateError')
    this.#withCredentials = isWith
  }
  getAllResponseHeaders(): string {
    return this.responseHeaders
  }

  get readyState(): number {
    return this.#state
  }

  open(
    method: string,
    url: string | URL,
    isAsync = true,
    _user?: string | null,
    _password?: string | null,
  ): void {
    if (/^(CONNECT|TRACE)$/i.test(method)) throw new DOMException('Forbidden method', 'SecurityError')
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(method)) throw new DOMException('No method', 'SyntaxError')
    this.#opened = {
      method,
      url: new URL(url, document.baseURI).href,
      headers: [],
      isAsync: Boolean(isAsync),
    }
    this.#isSent = false
    this.status = 0
    if (this.#state !== 1) this.#become(1)
  }

  setRequestHeader(name: string, value: string): void {
    this.#requireOpen()
    this.#opened?.headers.push([name, value])
  }

  send(body?: unknown): void {
    this.#requireOpen()
    if (!this.#opened) return
    FakeXMLHttpRequest.last = this
    FakeXMLHttpRequest.sent.push({ ...this.#opened, body, timeout: this.timeout })
    this.#isSent = true
    if (this.#opened.isAsync) this.dispatchEvent(new ProgressEvent('loadstart'))
    else this.respond(FakeXMLHttpRequest.status)
  }

  abort(): void {
    this.aborts++
    if (this.#isSent && this.#state < 4) {
      this.#isSent = false
      this.#become(4)
      for (const type of ['abort', 'loadend']) this.dispatchEvent(new ProgressEvent(type))
    }
    if (this.#state === 4) this.#state = 0
  }

  /** The answer arrives, from where a redirect may have led. */
  respond(status: number, url: string | undefined = this.#opened?.url): void {
    this.status = status
    this.responseURL = url ?? ''
    for (const state of [2, 3, 4]) this.#become(state)
    for (const type of ['load', 'loadend']) this.dispatchEvent(new ProgressEvent(type))
  }

  /** The network fails: no status, no URL. */
  fail(): void {
    this.#become(4)
    for (const type of ['error', 'loadend']) this.dispatchEvent(new ProgressEvent(type))
  }

  #become(state: number) {
    this.#state = state
    if (state === 4) this.#isSent = false
    this.dispatchEvent(new Event('readystatechange'))
  }

  #requireOpen() {
    if (this.#state !== 1 || this.#isSent) throw new DOMException('Not open', 'InvalidStateError')
  }
}

const types = ['readystatechange', 'loadstart', 'load', 'abort', 'error', 'timeout', 'loadend']

/** Everything that a request says, with the state that it shows then. */
export function recordXhr(xhr: XMLHttpRequest): string[] {
  const log: string[] = []
  for (const type of types) {
    xhr.addEventListener(type, () => log.push(`${type} ${xhr.readyState}`))
    xhr.upload.addEventListener(type, () => log.push(`upload ${type} ${xhr.readyState}`))
  }
  return log
}
