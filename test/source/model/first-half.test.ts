import { modelSuite } from './suite.js'

// Two halves in two files: two cores share them.
modelSuite(3, 10)
