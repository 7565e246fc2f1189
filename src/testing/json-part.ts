/** One part of a JWT: JSON in base64url. Neither Node's `Buffer` nor `TextEncoder`, which jsdom lacks. */
export function encodePart(value: unknown): string {
  const ascii = JSON.stringify(value).replace(/[\u0080-\uffff]/g, escapeUnit)
  return btoa(ascii).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_')
}

/** What a part says; nothing if it is no JSON object in base64url. */
export function decodePart(part: string): object | undefined {
  try {
    const bytes = atob(part.replaceAll('-', '+').replaceAll('_', '/'))
    const value: unknown = JSON.parse(decodeURIComponent(bytes.replace(/./gs, percent)))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

const hex = (text: string, length: number): string => text.charCodeAt(0).toString(16).padStart(length, '0')
/** JSON has an ASCII spelling for every UTF-16 unit. */
const escapeUnit = (unit: string): string => `\\u${hex(unit, 4)}`
/** Other issuers write UTF-8. */
const percent = (byte: string): string => `%${hex(byte, 2)}`
