import { modelSuite } from './suite.js'

// `npm run test:model:long`: other sequences each time, and many of them.
modelSuite(Math.trunc(Math.random() * 2 ** 30), 200)
