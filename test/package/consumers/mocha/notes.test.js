const sinon = require('sinon')
const { openWithFakes } = require('../app/fakes.cjs')
const describeNotes = require('../app/suite.cjs')

// Not queueMicrotask: reading a Response of Node takes the real one.
beforeEach(() => void sinon.useFakeTimers({ toNotFake: ['queueMicrotask'] }))
afterEach(() => sinon.restore())
describeNotes({ test, afterEach, advance: ms => sinon.clock.tickAsync(ms), openWithFakes })
