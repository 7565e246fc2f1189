/**
 * A page in which `kit.xhr` waits for its token, and sets `kit.end` when it has ended; these are its properties.
 */
export async function waitingPage(harness, options = {}) {
  const page = await harness.open()
  await page.evaluate(options => {
    kit.installHeld()
    const xhr = new XMLHttpRequest()
    kit.log = kit.record(xhr)
    xhr.open('POST', '/api/first')
    Object.assign(xhr, options)
    xhr.setRequestHeader('X-First', 'yes')
    xhr.send('first')
    kit.xhr = xhr
    kit.end = kit.ended(xhr)
  }, options)
  await page.waitForFunction(() => kit.waiting.length === 1)
  return page
}
