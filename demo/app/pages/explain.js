/**
 * What to tell the user of a request that failed: a few words, and what to check.
 *
 * @param {(error: unknown) => boolean} isContextTokenError of the package, imported or from its script
 * @returns {(error: Error & { status?: number, response?: Response }) => import('../panel/panel.js').Explanation}
 */
export function explainBy(isContextTokenError) {
  return error => {
    if (isContextTokenError(error)) return { words: `No token: ${error.code}`, more: error.message }
    const status = error.status ?? error.response?.status // ky's errors have the response.
    if (status > 0) return { words: `The backend answered ${status}` }
    return { words: 'No answer', more: error.message }
  }
}
