/**
 * Loaded before everything else: lets the product page shift this page's clock and hide it, as a wrong clock
 * or a tab in the background would. Does nothing until told.
 */
{
  const { productOrigin } = globalThis
  const realNow = Date.now
  let offset = 0

  Date.now = () => realNow() + offset
  globalThis.Date = new Proxy(Date, {
    apply: () => new Date().toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length > 0 ? args : [target.now()], newTarget),
  })
  Date.prototype.constructor = Date

  /** @param {boolean} hidden */
  function hide(hidden) {
    if (hidden === Object.hasOwn(document, 'visibilityState')) return
    if (hidden) {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' })
      Object.defineProperty(document, 'hidden', { configurable: true, value: true })
    } else {
      delete document.visibilityState
      delete document.hidden
    }
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }

  addEventListener('message', ({ data, origin, source }) => {
    if (origin !== productOrigin || source !== parent || data?.demo !== 'pretend') return
    offset = Number(data.offset) || 0
    hide(data.hidden === true)
  })

  // A page that was loaded anew asks what is pretended now.
  if (parent !== window) parent.postMessage({ demo: 'ask' }, productOrigin)
}
