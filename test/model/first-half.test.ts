import { modelSuite } from './suite.js'

modelSuite(3)
