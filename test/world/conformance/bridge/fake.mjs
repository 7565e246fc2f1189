import { createFakeAP } from '../../../../src/testing/index.ts'
import { observers, worldOf } from './observers.mjs'

const forms = { today: 'both-forms', older: 'callback-only' }

/** How the kit is told what the host does. */
const failures = {
  'resolves a token': undefined,
  'resolves the same token': 'same-token',
  'resolves an expired token': 'expired',
  'resolves no JWT': 'malformed',
  'resolves undefined': 'undefined',
  'rejects undefined': 'reject-undefined',
  'rejects an Error': 'reject',
  throws: 'hang',
  'never answers': 'hang',
  'is not reached': 'hang',
}

/** What an app sees of the fake, and how often it was called. */
export async function seenOfFake({ product, host, app }) {
  // Outside a product the kit has nothing to say: nothing is installed.
  if (product === 'outside') return { seen: await observers[app](worldOf({}, host)), calls: 0 }
  const ap = createFakeAP({
    form: forms[product] ?? 'both-forms',
    claims: { context: { jira: { issue: { key: 'DEMO-1' } } } },
  })
  if (failures[host]) ap.failNext(failures[host], 100)
  return { seen: await observers[app](worldOf(ap, host)), calls: ap.calls }
}
