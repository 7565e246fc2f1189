import { withToken } from '../contenders/index.mjs'
import { atMost, equals } from '../support/bar.mjs'
import { createWorld } from '../support/world.mjs'

const inFlight = 1000

/** A thousand requests are on the wire when the token is revoked. */
export async function storm() {
  const rows = []
  for (const { name, create, doesNot } of withToken) {
    const world = createWorld({ latency: 30, bridgeLatency: 30 })
    const contender = create({ ...world, origin: 'https://app.test' })
    const request = () =>
      contender.request('https://app.test/api/me').then(
        response => response.status,
        error => error.response?.status ?? error.status,
      )
    await request()
    const before = { calls: world.calls, sends: world.sends }
    const all = Array.from({ length: inFlight }, request)
    // All have asked for their token by now, and none has its answer.
    await new Promise(resolve => setTimeout(resolve, 0))
    world.revoke()
    const statuses = await Promise.all(all)
    contender.dispose?.()
    rows.push({
      contender: name,
      'source calls': world.calls - before.calls,
      sends: world.sends - before.sends,
      '401s seen by the app': statuses.filter(status => status !== 200).length,
      note: doesNot?.retry ?? '',
    })
  }
  const ours = rows.find(({ contender }) => contender === 'ap-context-fetch')
  return {
    title: '401 storm: 1 000 requests in flight when the token is revoked',
    rows,
    bars: [
      equals('source calls', ours['source calls'], 1),
      atMost('sends', ours.sends, 2 * inFlight),
      equals('401s seen by the app', ours['401s seen by the app'], 0),
    ],
  }
}
