import { afterAll, describe, expect, test } from 'vitest'
import { product } from '../../support/product.mjs'
import { versionOf } from '../../support/version-of.mjs'
import { buildPages } from './build.mjs'
import { createApi } from './server/api.mjs'

/**
 * The recipes by the names of their pages: where the library is installed, and whether it is the recipe that
 * sends a refused request once more, for the client does not send an XMLHttpRequest again (U3); whether it abandons
 * requests of its own, of which a refused one is not sent again then.
 */
const libraries = {
  ky: { installed: 'ky' },
  axios: { installed: 'axios' },
  'axios-xhr': { installed: 'axios', resends: true },
  ofetch: { installed: 'ofetch' },
  'openapi-fetch': { installed: 'openapi-fetch' },
  'apollo-client': { installed: '@apollo/client' },
  urql: { installed: 'urql' },
  'graphql-request': { installed: 'graphql-request' },
  trpc: { installed: '@trpc/client' },
  'fetch-event-source': { installed: '@microsoft/fetch-event-source' },
  tus: { installed: 'tus-js-client', resends: true },
  'pdf-js': { installed: 'pdfjs-dist', abandons: true },
  'tanstack-query': { installed: '@tanstack/react-query' },
  swr: { installed: 'swr' },
  react: { installed: 'react' },
  vue: { installed: 'vue' },
  jquery: { installed: 'jquery4', resends: true },
  htmx: { installed: 'htmx4' },
  'htmx-2': { installed: 'htmx.org', resends: true },
}
const names = Object.keys(libraries)

/** In pairs of requests: more than one token is good for. */
const patience = 50

const pages = await buildPages('main.ts', names)
afterAll(pages.remove)
/** A token is stale for a fifth of its life, which is time for all of them on a busy machine. */
const held = product({ lifetime: 16, latency: 20, publicDir: pages.folder, api: createApi() })

/**
 * All libraries at once in one product page, each with a page and a client of its own; `live` is what is done
 * to each. Returns what happened to them.
 */
async function run({ without = '', lifetime }, live) {
  const query = without && `?without=${without}`
  const [page, ...frames] = await held.open(names.map(name => `/${name}.html${query}`).join(), { lifetime })
  try {
    return await Promise.all(
      frames.map(async (frame, i) => {
        const app = createApp(names[i], frame)
        const stuck = await live(app).then(
          () => app.stop(),
          error => error.message,
        )
        return app.row(stuck)
      }),
    )
  } finally {
    await page.close()
  }
}

const columns = [
  'version',
  'requests',
  'rollovers',
  'backend 401s',
  'retried by client',
  'retried by recipe',
  'seen by app',
]

function print(rows) {
  console.table(Object.fromEntries(rows.map(row => [row.library, row])), columns)
  for (const { library, failure } of rows) if (failure) console.log(`${library}: ${failure}`)
}

function createApp(name, frame) {
  const told = () => frame.evaluate(() => globalThis.demo.told)
  const counters = () => held.demo.countersByPage()[name] ?? { requests: 0, backend401s: 0 }

  return {
    stop: () => frame.evaluate(() => globalThis.demo.stop()),

    /** Until that many more of a kind have been told of. */
    async more(what, count) {
      const from = count + (await told())[what]
      const isReached = ([what, from]) => globalThis.demo.told[what] >= from
      await frame.waitForFunction(isReached, [what, from], { polling: 200, timeout: 60_000 }).catch(cause => {
        throw new Error(`There are no ${from} ${what}`, { cause })
      })
    },

    /** Until the backend has refused a request, and the app has heard of it. */
    async refused() {
      for (let i = 0; i < patience && counters().backend401s === 0; i++) await this.more('requests', 2)
      await this.more('requests', 2)
    },

    /** Revokes the token that is sent, and the next one if a refresh came first. */
    async refuseOnce() {
      await this.more('requests', 1)
      for (let i = 0; i < patience && counters().backend401s === 0; i++) {
        const token = await frame.evaluate(() => globalThis.demo.client.tokens.peek())
        if (token) held.demo.revoke(token)
        await this.more('requests', 2)
      }
    },

    async row(stuck) {
      const { rollovers, retried, failures } = await told()
      const { requests, backend401s } = counters()
      return {
        library: name,
        version: versionOf(libraries[name].installed, import.meta.url),
        requests,
        rollovers,
        'backend 401s': backend401s,
        'retried by client': retried,
        'retried by recipe': Math.max(0, backend401s - retried - failures.length),
        'seen by app': failures.length,
        failure: stuck ?? failures[0],
      }
    },
  }
}

describe('libraries, with tokens of sixteen seconds', () => {
  test('each lives through rollovers and a revoked token, and its app sees no 401', async () => {
    const rows = await run({}, async app => {
      await app.more('rollovers', 1)
      await app.refuseOnce()
      await app.more('rollovers', 1)
    })
    print(rows)
    for (const row of rows) {
      const by = libraries[row.library].resends ? 'retried by recipe' : 'retried by client'
      expect(row).toMatchObject({ failure: undefined, 'seen by app': 0 })
      if (libraries[row.library].abandons)
        expect(row[by], row.library).toBeLessThanOrEqual(row['backend 401s'])
      else expect(row[by], row.library).toBe(row['backend 401s'])
      expect(row['backend 401s'], row.library).toBeGreaterThan(0)
    }
  })

  test('each would tell if a rejected request was not sent again', async () => {
    // Or a refresh ahead of time would bring another token by chance.
    const rows = await run({ without: 'retry', lifetime: 60 }, app => app.refuseOnce())
    expect(rows.filter(row => row['seen by app'] === 0)).toEqual([])
  })

  test('each would tell if there was never a new token', async () => {
    const rows = await run({ without: 'refresh' }, app => app.refused())
    expect(rows.filter(row => row['seen by app'] === 0)).toEqual([])
  })
})
