import { vi } from 'vitest'
import type { BridgeContext } from '../../../src/source/ask-bridge.js'

/** Puts an `AP` on `globalThis` whose `getToken` is the one given; `vi.unstubAllGlobals()` takes it away. */
export function installBridge(getToken: BridgeContext['getToken']): void {
  vi.stubGlobal('AP', { context: { getToken } })
}
