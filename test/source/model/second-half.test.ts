import { modelSuite } from './suite.js'

modelSuite(1003, 10)
