/** @module ap-context-fetch/forge */

export { createForgeClient } from './forge-client.js'
export { createForgeFetch } from './forge-fetch.js'
export { isForge } from './is-forge.js'
export type { ForgeClient, ForgeClientOptions, ForgeFetchOptions } from './types.js'
