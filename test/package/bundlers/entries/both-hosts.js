import { createContextClient } from 'ap-context-fetch'
import { createForgeClient, isForge } from 'ap-context-fetch/forge'

const baseUrl = location.origin

/** One app for both hosts; in a Connect page the bridge of Forge is never loaded. */
export const client = isForge()
  ? createForgeClient({ bridge: () => import('@forge/bridge'), remote: 'backend', baseUrl })
  : createContextClient({ baseUrl })
