/**
 * What pages' policies forbade this package's script to do, in all of their frames: `watch(page)` before the page
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
      const ours = violations.filter(({ sourceFile }) => sourceFile.includes('ap-context-fetch'))
      violations = []
      return ours
    },
  }
}

/** The same policy for tests that send elsewhere on purpose, or ask for what no server has. */
export const withForeign = policy => policy?.replace("connect-src 'self'", 'connect-src * blob: data: about:')
