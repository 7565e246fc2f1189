/** A part of a token that is long enough to be no chance. */
const length = 12

function* partsOf(text) {
  for (let start = 0; start + length <= text.length; start++) yield text.slice(start, start + length)
}

/** What nobody may find of a token: any part of it, whose it is, and which one it is. */
function secretsOf(token) {
  const { sub, jti } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'))
  return [token, sub, jti].flatMap(text => [...partsOf(text)])
}

/** The lines in which a part of a token is found. */
export function findIn(lines, tokens) {
  const secrets = new Set(tokens.flatMap(secretsOf))
  return lines.filter(line => [...partsOf(line)].some(part => secrets.has(part)))
}
