import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { client, Notes } from '../recipes/react-app.js'

const root = createRoot(document.body)
root.render(
  <StrictMode>
    <Notes />
  </StrictMode>,
)
Object.assign(globalThis, { demo: { client, root } })
