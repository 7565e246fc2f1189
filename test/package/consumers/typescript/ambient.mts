/** `ap-context-fetch/ap` with nothing else that declares `AP`. */
/// <reference types="ap-context-fetch/ap" />
import { createFakeAP } from 'ap-context-fetch/testing'

export const key: string | undefined = (await AP.context.getContext()).jira?.issue?.key
window.AP.context.getContext(context => context.confluence?.space?.id)
globalThis.AP.context.getToken().then((token: string) => token.length)
AP.context.getToken(token => token?.length)
// @ts-expect-error -- a product that has no token to give calls back with none
AP.context.getToken(token => token.length)

export const fake: typeof AP.context = createFakeAP().context
