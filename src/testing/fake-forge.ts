import { checkCount, checkInstance, checkObject, checkOneOf } from './check.js'
import { createFakeToken } from './fake-token.js'
import type { FakeForge, FakeForgeFailure, FakeForgeOptions } from './forge-types.js'
import { answerOf, isSent, readSent, type SentToForge } from './forge-wire.js'
import { installOn } from './globals.js'
import { missingForForge } from './missing-for-forge.js'

const modes: readonly FakeForgeFailure[] = ['reject', 'throw', 'hang']

/**
 * What `@forge/bridge` finds in a Custom UI page, so that tests run the real bridge with no Atlassian site: requests
 * arrive at `backend` with an invocation token, as a remote gets them.
 *
 * @throws `TypeError` if an option is of the wrong type.
 *
 * @example
 * ```ts
 * const backend = createFakeBackend({ scheme: 'Bearer', routes: { 'GET /api/notes': () => Response.json([]) } })
 * const restore = createFakeForge({ backend }).install()
 * // Only now may the module '@forge/bridge' be loaded.
 * ```
 */
export function createFakeForge(options: FakeForgeOptions): FakeForge {
  const { backend, accountId = 'fake-account-id', context = {} } = checkObject('options', options)
  const send = checkInstance('backend', backend as FakeForgeOptions['backend']).fetch
  checkObject('context', context)

  const planned: FakeForgeFailure[] = []
  const hanging = new Set<() => void>()
  const issued: string[] = []
  let calls = 0

  /** Sends what the bridge handed over to the remote, as the host does. */
  const forward = (sent: SentToForge): Promise<Response> => {
    const token = createFakeToken({
      iss: 'forge/invocation-token',
      sub: accountId ?? undefined,
      qsh: undefined,
    })
    issued.push(token)
    return send(readSent(sent, token))
  }

  const answer = async (name: string, payload: unknown): Promise<unknown> => {
    if (name === 'getContext') return { accountId: accountId ?? undefined, extension: copy(context) }
    if (!isSent(payload)) throw new Error(`The fake Forge does not know the call ${name}`)
    return answerOf(name, await forward(payload))
  }

  const callBridge = (name: string, payload?: unknown): Promise<unknown> => {
    calls += 1
    // What cannot be cloned cannot be sent to another frame.
    const cloned = structuredClone(payload)
    const failure = planned.shift()
    if (failure === 'throw') throw new Error('The fake Forge throws, as the test asked')
    if (failure === 'reject') return Promise.reject(new Error('The fake Forge rejects, as the test asked'))
    if (failure !== 'hang') return answer(name, cloned)
    return new Promise(resolve => {
      hanging.add(() => resolve(answer(name, cloned)))
    })
  }

  return {
    get calls() {
      return calls
    },
    issued,
    failNext: (mode, times = 1) => {
      checkOneOf('mode', mode, modes)
      for (let time = checkCount('times', times); time > 0; time--) planned.push(mode)
    },
    release: () => {
      for (const release of hanging) release()
      hanging.clear()
    },
    install: (target = globalThis) =>
      installOn(checkInstance('target', target), { __bridge: { callBridge }, ...missingForForge(target) }),
  }
}

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value))
