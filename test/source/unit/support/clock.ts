import { afterEach, beforeEach, vi } from 'vitest'

/** Every test of the file has a clock of its own, which stands until it is moved. */
export function useFakeClock(now: number = Date.UTC(2026, 0, 1)): void {
  beforeEach(() => void vi.useFakeTimers({ now }))
  afterEach(() => void vi.useRealTimers())
}
