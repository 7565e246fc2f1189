/** atlassian-connect-express, for the demo's backend and for tests. */

import ace from 'atlassian-connect-express'
import { tenant } from './token.mjs'

const silent = { info() {}, warn() {}, error() {} }

/**
 * The framework, with its settings given here: no file is read, nothing is logged.
 * @param {import('express').Express} app
 * @param {{ productUrl: string, appUrl: string, appId?: string }} settings `appId` of a Forge manifest
 */
export async function createAddon(app, { productUrl, appUrl, appId }) {
  const clients = new Map()
  ace.store.register('memory', () => ({
    get: async (name, clientKey) => clients.get(`${clientKey}/${name}`),
    set: async (name, value, clientKey) => void clients.set(`${clientKey}/${name}`, value),
  }))
  const config = {
    store: { adapter: 'memory' },
    localBaseUrl: appUrl,
    appId,
    setupInstallRoute: false,
    watch: false,
    descriptorTransformer: () => ({ key: tenant.key, name: 'Notes', baseUrl: appUrl }),
  }
  // The framework adds a listener that turns every unhandled rejection of the process into a log line.
  const before = process.listeners('unhandledRejection')
  const mode = app.get('env')
  const fileNames = { configFileName: '', descriptorFilename: 'atlassian-connect.json' }
  const addon = await new Promise(resolve => {
    const made = ace(app, { config: { [mode]: config } }, silent, fileNames, () => resolve(made))
  })
  for (const listener of process.listeners('unhandledRejection')) {
    if (!before.includes(listener)) process.off('unhandledRejection', listener)
  }
  await addon.settings.set('clientInfo', { ...tenant, baseUrl: productUrl }, tenant.clientKey)
  return addon
}
