import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { atMost, equals, tell } from '../../bench/support/bar.mjs'
import { pictures } from '../../bench/support/pictures.mjs'
import { median, percentile, round, sum } from '../../bench/support/stats.mjs'
import { barChart } from '../../bench/support/svg.mjs'

const bench = name => new URL(`../../bench/${name}`, import.meta.url)

describe('the bench counts right', () => {
  test('percentiles are values that were measured', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect(median(values)).toBe(51)
    expect(percentile(values, 0.99)).toBe(100)
    expect(percentile([7], 0.99)).toBe(7)
    expect(percentile([3, 1, 2], 0)).toBe(1)
    expect(() => percentile([], 0.5)).toThrow(RangeError)
    expect(sum([1, 2, 3])).toBe(6)
    expect([1234.5, 12.345, 0.12345, -0.5].map(round)).toEqual([1235, 12.3, 0.12, -0.5])
  })

  test('a bar is judged by the figure', () => {
    expect(atMost('x', 1, 1)).toMatchObject({ met: true })
    expect(atMost('x', 1.01, 1)).toMatchObject({ met: false })
    expect(atMost('x', Number.NaN, 1)).toMatchObject({ met: false })
    expect(equals('x', 10, 10)).toMatchObject({ met: true })
    expect(tell(equals('calls', 11, 10))).toBe('MISSED calls: 11 (bar 10)')
  })

  test('a picture shows its values to scale, and quotes what it is given', () => {
    const svg = barChart({
      title: 'a < b',
      unit: 'ms',
      bars: [
        { label: 'ours & co', value: 50, isOurs: true },
        { label: 'theirs', value: 100 },
      ],
    })
    const [ours, theirs] = [...svg.matchAll(/<rect class="(\w+)".*? width="([\d.]+)"/g)]
    expect([ours[1], theirs[1]]).toEqual(['ours', 'other'])
    expect(Number(theirs[2])).toBeCloseTo(2 * Number(ours[2]))
    expect(svg).toContain('a &#60; b')
    expect(svg).toContain('ours &#38; co')
  })
})

describe('what the bench has written', () => {
  const results = JSON.parse(readFileSync(bench('results.json'), 'utf8'))

  test('the pictures show the results', () => {
    for (const [name, svg] of Object.entries(pictures(results))) {
      expect(existsSync(bench(name)), name).toBe(true)
      expect(readFileSync(bench(name), 'utf8'), name).toBe(svg)
    }
  })

  test('every bar says of its own figure whether it is met', () => {
    const bars = Object.values(results).flatMap(result => result.bars ?? [])
    expect(bars.length).toBeGreaterThan(15)
    for (const { value, limit, met, what } of bars) {
      if (met) expect(value, what).toBeLessThanOrEqual(limit)
      else expect(value === limit, what).toBe(false)
    }
  })
})
