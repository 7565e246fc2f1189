import type { FakeAPForm } from './types.js'

/** What the product answers: a value, or none, for a reason or without. */
export interface Answer<T> {
  value?: T | undefined
  reason?: string
}

export type Reply<T> = (answer: Answer<T>) => void

/** Asks the product, in the callback form or with a promise. What it throws, the caller of the bridge gets. */
export type Ask<T> = (hasCallback: boolean, reply: Reply<T>) => void

export const forms: readonly FakeAPForm[] = ['both-forms', 'callback-only', 'promise-only']

/** A function of the bridge: a last argument that is a function is the callback, as in `all.js`. */
export function inForm<T>(form: FakeAPForm, ask: Ask<T>): (...args: unknown[]) => unknown {
  return (...args) => {
    const callback = args.at(-1)
    if (form !== 'promise-only' && isFunction(callback)) {
      ask(true, answer => callBack(callback, answer))
      return undefined
    }
    return form === 'callback-only' ? undefined : askForPromise(ask)
  }
}

function askForPromise<T>(ask: Ask<T>): Promise<T> {
  let reply: Reply<T> = () => {}
  const promise = new Promise<T>((resolve, reject) => {
    reply = ({ value, reason }) => (value === undefined ? reject(reason) : resolve(value))
  })
  promise.catch(() => {}) // So does the bridge: a rejection that nobody heeds is not unhandled.
  ask(false, reply)
  return promise
}

/** A failure calls back with no argument at all; what the callback throws does not come out (K1). */
function callBack<T>(callback: (...args: unknown[]) => unknown, answer: Answer<T>): void {
  try {
    if ('value' in answer) callback(answer.value)
    else callback()
  } catch (error) {
    console.error('AP swallowed an exception that a callback threw:', error)
  }
}

const isFunction = (value: unknown): value is (...args: unknown[]) => unknown => typeof value === 'function'
