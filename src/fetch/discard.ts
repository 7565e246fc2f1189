/** Lets go of a body that nobody will read. One that is locked or broken is let go of already. */
export function discard(unread: Request | Response | undefined, reason?: unknown): void {
  const body = unread?.body
  // node-fetch has bodies that are no web streams.
  if (typeof body?.cancel === 'function') body.cancel(reason).catch(() => {})
}
