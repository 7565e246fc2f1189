/** What the code blocks of the pages speak of without making it. */

import type { ContextClient, ContextTokenContext } from 'ap-context-fetch'

/** Of Express, with what atlassian-connect-express adds to it. */
interface ConnectRequest {
  headers: { authorization?: string }
  context: { clientKey: string; userAccountId: string; context?: ContextTokenContext }
  session: SessionClaims
}
interface ExpressResponse {
  json(body: object): void
  send(body: string): void
  set(name: string, value: string): ExpressResponse
  status(code: number): ExpressResponse
  type(name: string): ExpressResponse
  end(): void
}
type Handler = (req: ConnectRequest, res: ExpressResponse, next: () => void) => unknown
type SessionClaims = Record<string, unknown>

declare global {
  /** The global of the script tag. */
  const ApContextFetch: typeof import('ap-context-fetch')

  const client: ContextClient
  const link: HTMLAnchorElement
  const showBanner: (text: string) => void

  /** Of Jest. */
  const test: (name: string, body: () => Promise<void>) => void
  const expect: (value: unknown) => { toEqual(expected: unknown): void }

  /** Express, and atlassian-connect-express on it. */
  const app: Record<'get' | 'post' | 'use', (path: string, ...handlers: Handler[]) => void>
  const addon: { authenticate(skipsQshVerification?: boolean): Handler; authenticateForge(): Handler }

  /** A function that another block of the page exports, and one that only you can write. */
  const verifyContextToken: (
    authorization: string | undefined,
    secretOf: typeof sharedSecretOf,
  ) => Record<string, string>
  const sharedSecretOf: (clientKey: string) => string | undefined

  /** Of session tokens: what a file that the page shows exports, and the secret of the app. */
  const createSessionTokens: (options: { secret: Uint8Array; lifetime: number }) => {
    sign(claims: { iss: string; sub?: string; context?: unknown }): Promise<string>
    verify(authorization: string | undefined): Promise<SessionClaims>
  }
  const secret: Uint8Array
}
