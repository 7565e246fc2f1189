import type { Answer, SourceForm } from './bridge.js'

/** What is chosen once for a run. */
export interface Setup {
  options: {
    refreshLeeway: number
    expiryMargin: number
    tokenTimeout: number
    autoRefresh: boolean
    prefetch: boolean
  }
  form: SourceForm
  /** How far the local clock is off at the start. */
  offset: number
  /** What `Math.random` says. */
  jitter: number
  /** What the source does unless a command plans something else. */
  usual: Answer
  page: 'visible' | 'hidden' | 'none'
}
