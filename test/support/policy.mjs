/**
 * What pages' policies forbade, in all of their frames, but for the styles of others: `watch(page)` before the page
 * is opened, `taken()` at the end of a test.
 */
export function policyViolations() {
  let violations = []
  return {
    async watch(page) {
      await page.exposeFunction('tellViolation', violation => void violations.push(violation))
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', event => {
          const { effectiveDirective, blockedURI, sourceFile } = event
          globalThis.tellViolation({ effectiveDirective, blockedURI, sourceFile })
        })
      })
    },
    taken() {
      const taken = violations.filter(violation => !isStyleOfOthers(violation))
      violations = []
      return taken
    },
  }
}

/** The demo's pages have a style sheet, htmx 2 adds one; Atlassian's all.js does nothing that is forbidden. */
const isStyleOfOthers = ({ effectiveDirective, sourceFile }) =>
  effectiveDirective.startsWith('style-src') && /(\.html|\/htmx-?2[^/]*\.js)$/.test(sourceFile)

/** What a test may ask for on purpose: any server, and what no server has. */
const anywhere = '* blob: data: about: file: filesystem: ftp: javascript: view-source: own: unknown:'

/** The same policy for tests that send elsewhere on purpose. */
export const withForeign = policy => policy?.replace("connect-src 'self'", `connect-src ${anywhere}`)
