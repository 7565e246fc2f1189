/**
 * A request that waits for its token; its `timeout` and other properties are these, and its upload is heard if `hear` says
 * so. `kit.end` is when it has ended.
 */
export async function waitingRequest({ hear = false, ...properties } = {}) {
  kit.installHeld()
  const xhr = new XMLHttpRequest()
  kit.record(xhr, hear)
  xhr.open('POST', '/api/first')
  Object.assign(xhr, properties)
  xhr.setRequestHeader('X-First', 'yes')
  kit.end = kit.ended(xhr)
  xhr.send('first')
  await kit.asked()
  return xhr
}
