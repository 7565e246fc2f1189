/**
 * The claims of a context token. They are **not verified**: only the app's backend holds the secret that
 * can tell a real token from a forged one.
 *
 * @see https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/
 */
export interface ContextClaims {
  /** The client key: which installation of the app (which tenant) this is. */
  iss: string
  /**
   * Who: the Atlassian account id of the user; absent if nobody is logged in.
   * @see https://developer.atlassian.com/cloud/jira/platform/context-parameters/
   */
  sub?: string
  /** Expiry, in Unix seconds. */
  exp: number
  /** When the token was issued, in Unix seconds. */
  iat: number
  /**
   * `'context-qsh'` in every context token: it is not bound to one URL.
   * @see https://developer.atlassian.com/cloud/jira/platform/connect-active-api-migrations/
   */
  qsh?: string
  /** Whom the token is for; context tokens have none. */
  aud?: string | string[]
  /** Where the app is shown. */
  context?: ContextTokenContext
  [claim: string]: unknown
}

/**
 * Where the app is shown. Atlassian documents that a token holds "details such as space key, issue id, etc.",
 * and not which: every member may be absent, and depends on the product and the module. What is typed here is
 * what atlassian-connect-express reads, what published apps rely on, and the names of the documented context
 * parameters; members beyond that are there as `unknown`.
 *
 * @see https://developer.atlassian.com/cloud/jira/platform/jsapi/context/
 */
export interface ContextTokenContext {
  /** Jira, Jira Software and Jira Service Management. */
  jira?: JiraContext
  /** Confluence. */
  confluence?: ConfluenceContext
  /** The user, as older tokens name them. Use `sub`. */
  user?: Open<{ accountId?: string }>
  [member: string]: unknown
}

/** Where in Jira the app is shown. */
export interface JiraContext {
  /** The issue that is shown. */
  issue?: Open<{ id?: string; key?: string }>
  /** The project that is shown, or that the issue belongs to. */
  project?: Open<{ id?: string; key?: string }>
  /**
   * Jira Software's context parameters `board.…`; their JSON type in a token is not documented.
   * @see https://developer.atlassian.com/cloud/jira/software/jira-software-context-parameters/
   */
  board?: Open<{ id?: string | number; type?: string; screen?: string }>
  /**
   * Jira Software's context parameters `sprint.…`; their JSON type in a token is not documented.
   * @see https://developer.atlassian.com/cloud/jira/software/jira-software-context-parameters/
   */
  sprint?: Open<{ id?: string | number; state?: string }>
  /**
   * Jira Service Management's context parameters `servicedesk.…`, for modules of the customer portal; their
   * JSON type in a token is not documented.
   * @see https://developer.atlassian.com/cloud/jira/service-desk/context-parameters/
   */
  servicedesk?: Open<{
    requestId?: string | number
    requestTypeId?: string | number
    serviceDeskId?: string | number
  }>
  [member: string]: unknown
}

/** Where in Confluence the app is shown. */
export interface ConfluenceContext {
  /** The page, blog post or other content. */
  content?: Open<{ id?: string; type?: string; version?: string; plugin?: string }>
  /** The space that is shown, or that the content belongs to. */
  space?: Open<{ id?: string; key?: string }>
  /** The macro that shows the app. */
  macro?: Open<{ id?: string; hash?: string; outputType?: string }>
  [member: string]: unknown
}

/** With members that nobody has documented. */
type Open<T> = T & { [member: string]: unknown }
