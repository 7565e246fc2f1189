/** How many characters in a row of a token count as a part of it. Shorter runs occur by chance. */
const partLength = 16

/** A longer text is not searched: it counts as one that quotes a token. */
const longestText = 20_000

/** Whether a text contains the header of a JWT: base64url of a JSON object, however that is spaced. */
export function quotesJwt(text: string): boolean {
  // Base64url of a brace begins with `e`, of white space before it with `I`, `C` or `D`.
  const starts = text.matchAll(/(?=([eICD][\w-]{3}([\w-]{4}){1,15}))/g)
  return (
    text.length > longestText || [...starts].some(([, start = '']) => /^\s*\{\s*"/.test(fromBase64url(start)))
  )
}

/**
 * A search for what may not leave: any JWT, and every part of `tokens`, as they are and decoded (T10).
 * Returns whether a text quotes one.
 */
export function createQuoteSearch(tokens: Iterable<string>): (text: string) => boolean {
  const parts = new Set<string>()
  for (const token of tokens) {
    for (const part of [token, ...token.split('.').map(decoded)]) {
      for (let start = 0; start + partLength <= part.length; start++) {
        parts.add(part.slice(start, start + partLength))
      }
    }
  }
  return text => {
    if (quotesJwt(text)) return true
    for (let start = 0; start + partLength <= text.length; start++) {
      if (parts.has(text.slice(start, start + partLength))) return true
    }
    return false
  }
}

/** What base64url stands for, one character a byte. */
const fromBase64url = (text: string): string => atob(text.replaceAll('-', '+').replaceAll('_', '/'))

/** The same for what may be no base64url at all. */
function decoded(part: string): string {
  try {
    return fromBase64url(part)
  } catch {
    return ''
  }
}
