/** htmx makes HTML of strings, some already while it loads, which the policy of the demo's pages forbids. */
export function allowHtml(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes } // TypeScript's DOM has none yet.
  trustedTypes?.createPolicy('default', { createHTML: html => html })
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML: (html: string) => string }): void
}
