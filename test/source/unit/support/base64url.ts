/** A text as it stands in a JWT. */
export const base64url = (text: string): string => Buffer.from(text).toString('base64url')
