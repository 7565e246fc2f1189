/** Cancels a body that nobody will read. One that is locked or broken needs no cancelling. */
export function discard(unread: Request | Response | undefined, reason?: unknown): void {
  const body = unread?.body
  // The bodies of node-fetch are not web streams.
  if (typeof body?.cancel === 'function') body.cancel(reason).catch(() => {})
}
