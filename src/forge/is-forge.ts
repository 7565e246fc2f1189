/** Whether the page is a Custom UI page of Forge: Atlassian's script puts the bridge there. Nothing is imported. */
export function isForge(): boolean {
  const { __bridge } = globalThis as { __bridge?: { callBridge?: unknown } | null } // of Atlassian's script
  return typeof __bridge?.callBridge === 'function'
}
