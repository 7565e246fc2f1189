import 'pdfjs-dist/build/pdf.worker.mjs' // In the page itself: a worker would be a file more to serve.

export { createReader } from '../recipes/pdf-js.js'
