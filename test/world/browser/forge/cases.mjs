import { answers } from './cases/answers.mjs'
import { bodies } from './cases/bodies.mjs'
import { ends } from './cases/ends.mjs'
import { failures } from './cases/failures.mjs'
import { invokedBodies } from './cases/invoked-bodies.mjs'
import { requests } from './cases/requests.mjs'

/** All that is looked at, on the real `@forge/bridge`, in Node and in a browser. */
export const cases = [...bodies, ...invokedBodies, ...ends, ...answers, ...failures, ...requests]
