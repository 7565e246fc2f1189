const { openWithFakes } = require('../app/fakes.cjs')
const describeNotes = require('../app/suite.cjs')

beforeEach(() => void jest.useFakeTimers())
afterEach(() => void jest.useRealTimers())
describeNotes({ test, afterEach, advance: ms => jest.advanceTimersByTimeAsync(ms), openWithFakes })
