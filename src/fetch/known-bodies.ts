/** Of which a second request can be made at any time: they neither change nor are used up. */
type KnownBody = string | Blob

const bodies = new WeakMap<Request, KnownBody>()

/** Tells that `request` was made with `body`, which spares a copy of it. */
export function rememberBody(request: Request, body: unknown): void {
  if (typeof body === 'string' || body instanceof Blob) bodies.set(request, body)
}

/** What `request` was made with, if it is known and can be sent again. */
export const knownBody = (request: Request): KnownBody | undefined => bodies.get(request)
