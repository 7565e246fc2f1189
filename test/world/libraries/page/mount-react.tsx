import { Fragment, type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Mounted } from './mounted.js'

/** Calls a hook in a component, under StrictMode, which mounts twice. */
export function mountReact<T>(
  useIt: () => T,
  Around: (props: { children: ReactNode }) => ReactNode = Fragment,
): Promise<Mounted<T>> {
  const root = createRoot(document.body.appendChild(document.createElement('main')))
  return new Promise(resolve => {
    let last: T
    function Caller() {
      last = useIt()
      resolve({ current: () => last, unmount: () => root.unmount() })
      return null
    }
    root.render(
      <StrictMode>
        <Around>
          <Caller />
        </Around>
      </StrictMode>,
    )
  })
}
