import { afterEach, mock, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { openWithFakes } from '../app/fakes.js'
import describeNotes from '../app/suite.cjs'

mock.timers.enable({ apis: ['Date', 'setTimeout'] })
const advance = ms => setImmediate().then(() => mock.timers.tick(ms)) // what is under way sets its timers first
describeNotes({ test, afterEach, advance, openWithFakes })
