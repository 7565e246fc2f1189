// @vitest-environment node
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { createFakeToken } from '../../../../src/testing/index.js'
import { scriptOf } from '../support/script-of.js'

describe('token cache: in a process', () => {
  test('T8: a process that holds an hour-long token, in use, exits by itself', async () => {
    const token = createFakeToken({ exp: Math.floor(Date.now() / 1000) + 3600 })
    const script = await scriptOf(`
      const token = '${token}'
      const cache = createTokenCache(async () => token)
      await cache.get()
      await cache.get()
      process.on('exit', () => console.log(cache.peek() === token))
    `)
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 20_000,
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    expect(stdout).toBe('true\n')
    expect(status).toBe(0)
  }, 30_000)
})
