/** `ap-context-fetch/ap` in CommonJS, as a type import. */
import type {} from 'ap-context-fetch/ap'

export const token: Promise<string> = AP.context.getToken()
