import { type Moment, now, since } from '../cache/clock.js'
import type { TokenCache } from '../cache/types.js'

/** How long refused tokens are left alone after a refresh that did not help, in milliseconds. */
const pause = 10_000

/** What is known of the tokens that the backend refused (F7). */
export interface Circuit {
  /** The backend took this token. */
  accepted(token: string): void
  /** The backend refused this token. Returns whether a refresh may help. */
  rejected(token: string): boolean
  /** The source has nothing but the token that was refused (F6). */
  open(): void
}

const circuits = new WeakMap<TokenCache, Circuit>()

/** The circuit of a cache, one for all who send its tokens. */
export function circuitOf(tokens: TokenCache): Circuit {
  let circuit = circuits.get(tokens)
  if (!circuit) {
    circuit = createCircuit(tokens)
    circuits.set(tokens, circuit)
  }
  return circuit
}

function createCircuit(tokens: TokenCache): Circuit {
  /** Came from a `rejected` refresh, and nothing shows yet that the backend takes it. */
  let onProbation: string | undefined
  let opened: Moment | undefined
  const isOpen = () => opened !== undefined && since(opened) < pause
  const open = () => {
    opened = now()
  }

  tokens.addEventListener('refresh', ({ detail }) => {
    if (detail.reason === 'rejected') onProbation = tokens.peek()
  })
  return {
    accepted: token => {
      if (token === onProbation) onProbation = undefined
    },
    rejected: token => {
      if (isOpen()) return false
      if (token === onProbation) open()
      return true
    },
    open,
  }
}
