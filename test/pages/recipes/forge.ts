import { createContextClient } from 'ap-context-fetch'
import { createForgeClient, isForge } from 'ap-context-fetch/forge'

const baseUrl = 'https://app.example.com'

/** The client for the host that shows the page: both have `fetch`, `http`, `getClaims` and `dispose`. */
export const client = isForge()
  ? createForgeClient({ bridge: () => import('@forge/bridge'), remote: 'backend', baseUrl })
  : createContextClient({ baseUrl })
