import type { KyInstance, Options as KyOptions } from 'ky'
import type { ContextClaims } from '../shared/context-claims.js'
import type { Disposing } from '../shared/disposable.js'

/** The part of `@forge/bridge` that is used. */
export interface ForgeBridge {
  requestRemote(remote: string, options: ForgeRequest): Promise<Response>
  invokeRemote(request: ForgeRequest): Promise<unknown>
  view: { getContext(): Promise<unknown> }
}

/** A request as the bridge takes it. */
export interface ForgeRequest {
  path: string
  method: string
  headers: Record<string, string>
  body?: unknown
}

/** Options of {@link createForgeFetch}. */
export interface ForgeFetchOptions {
  /**
   * `() => import('@forge/bridge')`, or the module. It is called at the first request: importing the bridge outside
   * Forge throws.
   */
  bridge: (() => Promise<unknown>) | object
  /** The key of the remote in the app's manifest. */
  remote: string
  /**
   * How requests go to the remote: `requestRemote` keeps text and forms, `invokeRemote` is for JSON alone.
   * @default 'requestRemote'
   * @see https://developer.atlassian.com/platform/forge/custom-ui-bridge/requestRemote/
   */
  via?: 'requestRemote' | 'invokeRemote' | undefined
  /**
   * What relative URLs resolve against, and the only origin that is the remote: give it, since otherwise the page's own
   * files go there, too. Its folder is the base path that the remote has in the manifest.
   * @default the page's folder
   */
  baseUrl?: string | URL | undefined
  /**
   * When a request, or `getClaims()`, ends with a `TimeoutError`, in milliseconds. ky's own 10 s come first in `http`.
   * @default 30000
   */
  timeout?: number | undefined
}

/** Options of {@link createForgeClient}. */
export interface ForgeClientOptions extends ForgeFetchOptions {
  /**
   * Options of {@link ForgeClient.http}, as ky documents them. Its `fetch` and its base URL stay ours.
   * @default {}
   * @see https://github.com/sindresorhus/ky#options
   */
  ky?: Omit<KyOptions, 'fetch' | 'baseUrl'> | undefined
}

/** What a client for Connect has, as far as Forge has a counterpart. */
export interface ForgeClient extends Disposing {
  /** The platform's `fetch`; requests to the remote go through the bridge. May be detached from the client. */
  readonly fetch: (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>
  /** ky on top of {@link ForgeClient.fetch}. */
  readonly http: KyInstance
  /**
   * Who and where, as `view.getContext()` tells: **not verified**, good for showing, never for deciding. Forge gives no
   * `iss`, `exp` and `iat`.
   */
  getClaims(options?: { signal?: AbortSignal | null | undefined }): Promise<Partial<ContextClaims>>
  /** Callers that wait, and later ones, get `disposed`. */
  dispose(): void
}
