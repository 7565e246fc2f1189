import { type ContextClient, installContextFetch } from 'ap-context-fetch'
import { getDocument } from 'pdfjs-dist'

export function createReader(client: ContextClient) {
  installContextFetch(client, { xhr: false }) // pdf.js loads by fetch, in parts.

  return async () => {
    const loading = getDocument({ url: '/api/report.pdf' })
    const pdf = await loading.promise
    const { info } = await pdf.getMetadata()
    await loading.destroy()
    return (info as { Title?: string }).Title
  }
}
