/** The page on which hooks are mounted and unmounted, while a test changes what they show. */

import { createContextClient } from 'ap-context-fetch'
import { useToken as useTokenReact } from '../recipes/react.js'
import { useToken as useTokenVue } from '../recipes/vue.js'
import { mountReact } from './mount-react.js'
import { mountVue } from './mount-vue.js'

const client = createContextClient()

Object.assign(globalThis, {
  demo: {
    client,
    mount: {
      react: () => mountReact(() => useTokenReact(client)),
      async vue() {
        const { current, unmount } = await mountVue(() => useTokenVue(client))
        return {
          current: () => ({ expiresAt: current().expiresAt.value, error: current().error.value }),
          unmount,
        }
      },
    },
  },
})
