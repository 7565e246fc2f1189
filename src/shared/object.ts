/** Whether a value can have members that were put there: anything may come from outside. */
export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** What to call a value in a message: it may be a secret, or too long. */
export const kindOf = (value: unknown): string =>
  value === null ? 'null' : value === '' ? 'an empty string' : typeof value
