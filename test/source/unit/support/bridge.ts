import { vi } from 'vitest'
import { createFakeAP, type FakeAP, type FakeAPOptions } from '../../../../src/testing/index.js'

/** A bridge that `vi.unstubAllGlobals()` takes away, together with what was stubbed before it. */
export function stubBridge(options?: FakeAPOptions): FakeAP {
  const ap = createFakeAP(options)
  vi.stubGlobal('AP', ap)
  return ap
}
