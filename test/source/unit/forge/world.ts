import { createRequire } from 'node:module'
import { type Mock, vi } from 'vitest'
import type { ForgeFetchOptions } from '../../../../src/forge/index.js'
import {
  createFakeBackend,
  createFakeForge,
  type FakeBackend,
  type FakeForge,
  type FakeForgeOptions,
  type FakeRoute,
} from '../../../../src/testing/index.js'

export const origin = 'https://app.example.com'

const require = createRequire(import.meta.url)

/** The real `@forge/bridge`. It takes what is on `__bridge` when it is loaded, so that each host loads its own. */
async function loadBridge(): Promise<object> {
  for (const path of Object.keys(require.cache)) {
    if (/[\\/]@forge[\\/]/.test(path)) delete require.cache[path]
  }
  return require('@forge/bridge')
}

export interface ForgeWorld {
  backend: FakeBackend
  forge: FakeForge
  bridge: Mock<() => Promise<object>>
  settings: ForgeFetchOptions
  restore: () => void
}

/** A fake host, with the real bridge on top of it. */
export function createWorld(
  routes: Record<string, FakeRoute> = { '*': () => new Response('welcome') },
  options: Partial<FakeForgeOptions> = {},
): ForgeWorld {
  const backend = createFakeBackend({ scheme: 'Bearer', routes })
  const forge = createFakeForge({ backend, ...options })
  const restore = forge.install()
  const bridge = vi.fn(loadBridge)
  const settings: ForgeFetchOptions = { bridge, remote: 'backend', baseUrl: `${origin}/` }
  return { backend, forge, bridge, settings, restore }
}
