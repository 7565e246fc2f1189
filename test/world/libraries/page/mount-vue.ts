import { createApp, h } from 'vue'
import type { Mounted } from './mounted.js'

/** Calls a composable in a component. */
export function mountVue<T>(compose: () => T): Promise<Mounted<T>> {
  return new Promise(resolve => {
    const app = createApp({
      setup() {
        const state = compose()
        resolve({ current: () => state, unmount: () => app.unmount() })
        return () => h('p')
      },
    })
    app.mount(document.body.appendChild(document.createElement('main')))
  })
}
