import { expect } from 'vitest'
import {
  countTokens,
  differences,
  differencesWithoutToken,
  misplacedTokens,
  wrongCounts,
} from './compare.mjs'
import { withoutToken } from './implementations.mjs'
import { printTable } from './table.mjs'

/** Prints how each implementation compares with the platform's `fetch`, and fails on any difference. */
export function expectConformance(environment, { platform, ...others }) {
  const compared = Object.entries({ platform, ...others }).map(([implementation, results]) => ({
    implementation,
    results,
    differing:
      implementation === withoutToken
        ? differencesWithoutToken(platform, others['client.fetch'], results)
        : differences(platform, results),
  }))
  printTable(
    'Conformance: the recorded requests and what the caller sees',
    compared.map(({ implementation, results, differing }) => ({
      environment,
      implementation,
      cases: results.length,
      requests: results.flatMap(({ requests }) => requests).length,
      'with the token': countTokens(results),
      differences: differing.length,
    })),
  )
  for (const { implementation, results, differing } of compared) {
    expect({ implementation, differing }).toEqual({ implementation, differing: [] })
    if (implementation === withoutToken) expect(countTokens(results)).toBe(0)
    else expect(wrongCounts(results)).toEqual([])
    if (implementation !== 'platform') expect(misplacedTokens(results)).toEqual([])
  }
  expect(countTokens(platform)).toBe(0)
}
