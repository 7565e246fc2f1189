import { createContextClient } from 'ap-context-fetch'
import { createForgeClient, isForge } from 'ap-context-fetch/forge'

/** One app for both hosts: in Forge the same requests go through its bridge, and no token is ever here. */
export const client = isForge()
  ? createForgeClient({
      bridge: () => import('@forge/bridge'),
      remote: 'backend',
      baseUrl: location.origin,
    })
  : createContextClient()
