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
 * `installContextFetch` meets them. The cases of `test/support/xhr` run on it and on Chromium's own.
 */
export class FakeXMLHttpRequest extends EventTarget {
  static sent: SentXhr[] = []
  static last: FakeXMLHttpRequest
  /** Answers what is sent; without it the test does. */
  static server: ((xhr: FakeXMLHttpRequest, sent: SentXhr) => void) | undefined

  readonly #upload: EventTarget = new EventTarget()
  get upload(): EventTarget {
    return this.#upload
  }
  status = 0
  responseHeaders = ''
  responseURL = ''
  aborts = 0
  #state = 0
  #opened: Pick<SentXhr, 'method' | 'url' | 'headers' | 'isAsync'> | undefined
  /** What is under way. */
  #sent: SentXhr | undefined
  #sentAt = 0
  #deadline: ReturnType<typeof setTimeout> | undefined

  #timeout = 0
  #withCredentials = false

  get timeout(): number {
    return this.#timeout
  }
  set timeout(timeout: number) {
    this.#timeout = timeout
    this.#startDeadline()
  }
  get withCredentials(): boolean {
    return this.#withCredentials
  }
  set withCredentials(isWith: boolean) {
    if (this.#sent) throw new DOMException('Not open', 'InvalidStateError')
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
    this.#end()
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
    const isObject = body instanceof Object && Object.getPrototypeOf(body) === Object.prototype
    const sent = { ...this.#opened, body: isObject ? `${body}` : body, timeout: this.timeout }
    FakeXMLHttpRequest.last = this
    FakeXMLHttpRequest.sent.push(sent)
    this.#sent = sent
    this.#sentAt = performance.now()
    this.#startDeadline()
    if (sent.isAsync) this.dispatchEvent(new ProgressEvent('loadstart'))
    if (FakeXMLHttpRequest.server) FakeXMLHttpRequest.server(this, sent)
    else if (!sent.isAsync) this.respond(200)
  }

  /** Whether this is still what it waits an answer for. */
  isWaitingFor(sent: SentXhr): boolean {
    return this.#sent === sent
  }

  abort(): void {
    this.aborts++
    if (this.#sent) this.#finish('abort')
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
    this.#finish('error')
  }

  /** Ends it without an answer. */
  #finish(type: string) {
    this.#become(4)
    for (const each of [type, 'loadend']) this.dispatchEvent(new ProgressEvent(each))
  }

  /** A timeout counts from `send()`, whenever it is set. */
  #startDeadline() {
    clearTimeout(this.#deadline)
    if (!this.#sent?.isAsync || !this.#timeout) return
    const left = this.#sentAt + this.#timeout - performance.now()
    if (left < 2 ** 31) this.#deadline = setTimeout(() => this.#finish('timeout'), left)
  }

  /** Nothing is under way any more. */
  #end() {
    this.#sent = undefined
    clearTimeout(this.#deadline)
  }

  #become(state: number) {
    this.#state = state
    if (state === 4) this.#end()
    this.dispatchEvent(new Event('readystatechange'))
  }

  #requireOpen() {
    if (this.#state !== 1 || this.#sent) throw new DOMException('Not open', 'InvalidStateError')
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
