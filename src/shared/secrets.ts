/** How many characters in a row of a token count as a part of it. Shorter runs occur by chance. */
const partLength = 16

/** A longer text is not searched: it counts as one that quotes a token. */
const longestText = 20_000

/** Whether a text contains the header of a JWT: base64url of a JSON object, however that is spaced. */
export function quotesJwt(text: string): boolean {
  if (text.length > longestText) return true
  // Base64url of a brace begins with `e`, of white space before it with `I`, `C` or `D`.
  for (const [, start = ''] of text.matchAll(/(?=([eICD][\w-]{7,63}))/g)) {
    if (/^\s*\{\s*"/.test(decoded(start))) return true
  }
  return false
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

/** What base64url stands for, one character a byte; nothing if it is no base64url. */
function decoded(base64url: string): string {
  const whole = base64url.slice(0, base64url.length - (base64url.length % 4 === 1 ? 1 : 0))
  try {
    return atob(whole.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return ''
  }
}
