/** A line about a stream of events that stays open while tokens come and go. */

const pause = 1_000

/**
 * @param {EventTarget} client
 * @param {() => AsyncIterable<string>} open a stream; another one when it has ended
 */
export async function startLive(client, open) {
  const place = document.querySelector('#live')
  const told = { events: 0, tokens: 0, streams: 0 }
  globalThis.demo.live = told
  client.addEventListener('refresh', () => {
    told.tokens += 1
    show()
  })

  function show() {
    const { events, tokens, streams } = told
    place.textContent = `${events} events in ${streams === 1 ? 'one stream' : `${streams} streams`}, through ${tokens === 1 ? 'one token' : `${tokens} tokens`}`
  }

  for (;;) {
    told.streams += 1
    try {
      for await (const _event of open()) {
        told.events += 1
        show()
      }
    } catch {
      place.textContent = 'The stream is interrupted, and is opened again'
    }
    await new Promise(resolve => setTimeout(resolve, pause))
  }
}
