import { wrongType } from '../shared/options.js'
import { isObject } from '../shared/values.js'
import type { ForgeBridge } from './types.js'

/**
 * Loads the bridge when it is first needed: importing `@forge/bridge` outside Forge throws. A load that failed is tried
 * again at the next request.
 *
 * @throws `TypeError` if `bridge` is neither a function nor a module.
 */
export function createBridgeLoader(bridge: unknown): () => Promise<ForgeBridge> {
  if (typeof bridge !== 'function' && !isObject(bridge)) {
    throw wrongType('bridge', "() => import('@forge/bridge'), or the module", bridge)
  }
  let loading: Promise<ForgeBridge> | undefined
  const load = async () => checkBridge(typeof bridge === 'function' ? await bridge() : bridge)
  return () => {
    loading ??= load().catch(error => {
      loading = undefined
      throw error
    })
    return loading
  }
}

/** The module, which is CommonJS: some bundlers put all of it on `default`. */
function checkBridge(module: unknown): ForgeBridge {
  for (const candidate of [module, isObject(module) && Reflect.get(module, 'default')]) {
    // Only the functions that are called are looked at.
    if (isObject(candidate) && 'requestRemote' in candidate) return candidate as ForgeBridge
  }
  throw new TypeError("bridge: expected the module '@forge/bridge', which has requestRemote")
}
