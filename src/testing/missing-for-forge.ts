/** What `@forge/bridge` uses of a browser, and `target` lacks. */
export function missingForForge(target: object): Record<string, unknown> {
  const { Request: OwnRequest, FileReader: ownReader } = target as Partial<typeof globalThis>
  return {
    ...(OwnRequest && !takesEmptyUrl(OwnRequest) && { Request: withPage(OwnRequest) }),
    ...(!ownReader && { FileReader: FakeFileReader }),
  }
}

function takesEmptyUrl(OwnRequest: typeof Request): boolean {
  try {
    return Boolean(new OwnRequest(''))
  } catch {
    return false
  }
}

/** As in a page, against which a relative URL resolves. */
function withPage(OwnRequest: typeof Request): typeof Request {
  return class extends OwnRequest {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(typeof input === 'string' ? new URL(input, 'https://page.test') : input, init)
    }
  }
}

/** As far as the bridge uses it: it reads a file as a `data:` URL. */
class FakeFileReader {
  result: string | undefined
  onloadend: (() => void) | undefined
  onload: (() => void) | undefined
  readonly #listeners: (() => void)[] = []

  addEventListener(_type: string, listener: () => void): void {
    this.#listeners.push(listener)
  }

  readAsDataURL(file: Blob): void {
    file.arrayBuffer().then(buffer => {
      const bytes = Array.from(new Uint8Array(buffer), byte => String.fromCharCode(byte))
      this.result = `data:${file.type};base64,${btoa(bytes.join(''))}`
      for (const listener of [this.onload, this.onloadend, ...this.#listeners]) listener?.()
    })
  }
}
