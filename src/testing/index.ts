/** @module ap-context-fetch/testing */

export { createFakeAP } from './fake-ap.js'
export { createFakeBackend } from './fake-backend.js'
export { createFakeForge } from './fake-forge.js'
export { createFakeToken } from './fake-token.js'
export type { FakeForge, FakeForgeFailure, FakeForgeOptions } from './forge-types.js'
export type {
  FakeAP,
  FakeAPFailure,
  FakeAPForm,
  FakeAPOptions,
  FakeBackend,
  FakeBackendOptions,
  FakeClaims,
  FakeContext,
  FakeRoute,
  RecordedRequest,
} from './types.js'
