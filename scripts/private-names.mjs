/**
 * Members that one copy of the package alone speaks of: the minified script shortens their names. Not here are those of
 * the public interface, of the page, of ky, and what a client keeps for the `installContextFetch` of another copy.
 * `test/package/private-names.test.mjs` holds each of them to that.
 */
const ofTheCache =
  'createQuoteSearch endPause followers forgive freshFor heard ifSilent isAskedFor isDue isFresh isRetried isUnderWay ' +
  'isUsable joined monotonic onLate onResume onTime postpone rejectSoon standing takeLate untilRefresh untilRetry untilUnusable ' +
  'usableFor wall wasRejectedBefore'
const ofARequest = 'abandon isAsync isReplayable stage'

export const privateNames = `${ofTheCache} ${ofARequest}`.split(' ')
