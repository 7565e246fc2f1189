/**
 * Says of each token how long before its predecessor's expiry it came, all on the product's clock. On the page with
 * session tokens those are the tokens; what the product issues there is only a proof.
 * @returns {(event: { type: string, page?: string, at: number, exp?: number }) => object} the event, told more
 */
export function createLead() {
  /** @type {Map<string, number>} page to the expiry of its newest token, in seconds */
  const expiries = new Map()

  return given => {
    const event = asToken(given)
    if (event.type === 'revoked') expiries.clear()
    if (event.type !== 'token') return event
    const { page, exp, at, revoked } = event
    const before = expiries.get(page)
    if (revoked) expiries.delete(page)
    else expiries.set(page, exp)
    return before === undefined || before === exp ? event : { ...event, aheadMs: before * 1000 - at }
  }
}

function asToken(event) {
  if (event.type === 'sessiontoken') return { ...event, type: 'token' }
  return event.type === 'token' && event.page === 'session' ? { ...event, type: 'proof' } : event
}
