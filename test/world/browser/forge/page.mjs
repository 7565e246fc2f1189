import { runCases } from './run-cases.mjs'

globalThis.outcomes = runCases(() => import('@forge/bridge'))
