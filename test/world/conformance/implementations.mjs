import { createToken } from './tokens.mjs'

/** The name of the one whose source always fails. */
export const withoutToken = 'without a token'

const slowly = () => new Promise(resolve => setTimeout(() => resolve(createToken()), 8))
const failing = () => Promise.reject(new Error('none to be had'))

/**
 * The platform's `fetch`, and what stands in for it. Each gives a `fetch` for the next case, and an end.
 * Runs in Node and in the browser.
 */
export function implementations(library, { app, ally, refused }) {
  const client = (getToken = async () => createToken()) =>
    library.createContextClient({
      getToken,
      allowedOrigins: [app, ally, refused],
      prefetch: false,
    })
  const warm = async ({ tokens }) => {
    await tokens.get()
  }

  return {
    // Some callers take it off the global, which the browser's own does not bear.
    platform: () => ({ fetch: () => globalThis.fetch.bind(globalThis), end: () => {} }),
    'client.fetch': () => {
      const { fetch, tokens, dispose } = client()
      return { fetch: () => warm({ tokens }).then(() => fetch), end: dispose }
    },
    // Every request waits for a token of its own.
    'slow source': () => ({ fetch: () => client(slowly).fetch, end: () => {} }),
    [withoutToken]: () => ({ fetch: () => client(failing).fetch, end: () => {}, sendsNothing: true }),
    ...(library.installContextFetch && {
      'global (installed)': () => {
        const installed = client()
        const uninstall = library.installContextFetch(installed)
        return {
          fetch: () =>
            warm(installed).then(
              () =>
                (...args) =>
                  globalThis.fetch(...args),
            ),
          end: () => {
            uninstall()
            installed.dispose()
          },
        }
      },
    }),
  }
}
