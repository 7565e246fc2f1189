/**
 * The global `AP`, as far as context tokens are concerned, for apps that do not have
 * `@types/atlassian-connect-js`: in `tsconfig.json` `"types": ["ap-context-fetch/ap"]`, or in one file
 *
 * ```ts
 * /// <reference types="ap-context-fetch/ap" />
 * ```
 *
 * Types only: there is nothing to import from here at run time.
 */
import type { ContextTokenContext } from '../dist/claims.cjs'

declare global {
  /**
   * What Atlassian's `all.js` puts on the page of an app.
   *
   * Outside a product `all.js` loads without an error, and `AP.context` is missing. That it is there proves
   * no product either: `apTokenSource` waits for it and for its answers, and says what to check.
   *
   * @see https://developer.atlassian.com/cloud/jira/platform/about-the-connect-javascript-api/
   */
  namespace AP {
    /**
     * Who uses the app, and where.
     *
     * @see https://developer.atlassian.com/cloud/jira/platform/jsapi/context/
     * @see https://developer.atlassian.com/cloud/confluence/jsapi/context/
     */
    namespace context {
      /**
       * A context token. The product may answer with one that it had, some of whose life is gone.
       *
       * @returns a promise that rejects with a string or with `undefined`, no `Error`; on older products
       * `undefined`, without a promise. It may stay pending for ever.
       * @see https://developer.atlassian.com/cloud/jira/platform/jsapi/context/
       */
      function getToken(): Promise<string>
      /**
       * A context token, in the form that every product knows.
       *
       * @param callback called with no token if the product has none to give; may never be called.
       * What it throws is swallowed.
       * @see https://developer.atlassian.com/cloud/jira/platform/jsapi/context/
       */
      function getToken(callback: (token: AnsweredToken) => void): void

      /**
       * Where the app is shown, as the token's claim `context` says it: the issue, the project, the page.
       *
       * @returns a promise that rejects with a string or with `undefined`, no `Error`.
       * @see https://developer.atlassian.com/cloud/jira/platform/jsapi/context/
       */
      function getContext(): Promise<AnsweredContext>
      /**
       * The same with a callback.
       *
       * @param callback called with the context; may never be called.
       * @see https://developer.atlassian.com/cloud/jira/platform/jsapi/context/
       */
      function getContext(callback: (context: AnsweredContext) => void): void
    }
  }
}

/**
 * Both packages can be loaded: functions of a namespace that is declared twice are overloads, and whichever
 * package comes first in a program wins. So that this order decides nothing, these types become those of
 * `@types/atlassian-connect-js` where it is, recognised by a function that only it declares.
 */
type UnlessDeclaredElsewhere<Ours, Theirs> = typeof AP extends { getLocation: unknown } ? Theirs : Ours

type AnsweredToken = UnlessDeclaredElsewhere<string | undefined, string>
// biome-ignore lint/suspicious/noExplicitAny: what the other package says
type AnsweredContext = UnlessDeclaredElsewhere<ContextTokenContext, any>
