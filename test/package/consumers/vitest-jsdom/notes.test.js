import { afterEach, beforeEach, test, vi } from 'vitest'
import { openWithFakes } from '../app/fakes.js'
import describeNotes from '../app/suite.cjs'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
describeNotes({ test, afterEach, advance: ms => vi.advanceTimersByTimeAsync(ms), openWithFakes })
