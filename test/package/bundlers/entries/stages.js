import { apTokenSource, createContextFetch, createTokenCache } from 'ap-context-fetch'

export const contextFetch = createContextFetch(createTokenCache(apTokenSource()))
