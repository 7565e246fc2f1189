/** @module ap-context-fetch */

export type {
  ContextTokenEventMap,
  ContextTokenEventTarget,
  IdentityChangeDetail,
  RefreshDetail,
  RefreshErrorDetail,
  RejectedDetail,
  UntouchedDetail,
  UntouchedReason,
} from './cache/events.js'
export { createTokenCache } from './cache/token-cache.js'
export type { GetTokenOptions, TokenCache, TokenCacheOptions } from './cache/types.js'
export { createContextClient } from './client/context-client.js'
export type { AuthorizeUrlOptions, ContextClient, ContextClientOptions } from './client/types.js'
export { createContextFetch } from './fetch/context-fetch.js'
export type { ContextFetchOptions, Fetch, RequestSummary } from './fetch/types.js'
export { type InstallOptions, installContextFetch } from './install/install.js'
export { decodeContextToken } from './shared/claims.js'
export type {
  ConfluenceContext,
  ContextClaims,
  ContextTokenContext,
  JiraContext,
} from './shared/context-claims.js'
export { ContextTokenError, type ContextTokenErrorCode, isContextTokenError } from './shared/errors.js'
export { type ApTokenSourceOptions, apTokenSource } from './source/ap-source.js'
export { type SessionTokenSourceOptions, sessionTokenSource } from './source/session-source.js'
export type { RefreshReason, TokenRequest, TokenSource } from './source/types.js'
