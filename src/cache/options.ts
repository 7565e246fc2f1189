import { duration, option, readOptions } from '../shared/options.js'
import type { TokenCacheOptions } from './types.js'

type CacheSettings = { [Name in keyof TokenCacheOptions]-?: NonNullable<TokenCacheOptions[Name]> }

/** The options of a cache, checked, with their defaults. */
export function checkCacheOptions(options?: TokenCacheOptions): CacheSettings {
  const given = readOptions(options)
  return {
    refreshLeeway: duration(given, 'refreshLeeway', 60_000),
    expiryMargin: duration(given, 'expiryMargin', 5000),
    tokenTimeout: duration(given, 'tokenTimeout', 8000),
    autoRefresh: option(given, 'autoRefresh', true),
    prefetch: option(given, 'prefetch', false),
  }
}
