import { expectTypeOf, test } from 'vitest'
import type {
  ContextClient,
  ContextTokenError,
  ContextTokenEventMap,
  RefreshReason,
  TokenCache,
} from '../../../src/index.js'

declare const client: ContextClient
declare const cache: TokenCache

test('T10: details need no cast', () => {
  for (const target of [client, cache]) {
    target.addEventListener('refresh', event => {
      expectTypeOf(event.detail.expiresAt).toEqualTypeOf<number>()
      expectTypeOf(event.detail.durationMs).toEqualTypeOf<number>()
      expectTypeOf(event.detail.reason).toEqualTypeOf<RefreshReason>()
    })
    target.addEventListener('refresherror', ({ detail }) => {
      expectTypeOf(detail.error).toEqualTypeOf<ContextTokenError>()
      expectTypeOf(detail.retryInMs).toEqualTypeOf<number | undefined>()
    })
    target.addEventListener(
      'rejected',
      ({ detail }) => expectTypeOf(detail).toEqualTypeOf<{ url: string; status: number; retried: boolean }>(),
      { once: true },
    )
  }
})

test('T10: what was added can be removed', () => {
  const listener = ({ detail }: ContextTokenEventMap['rejected']) => detail.status
  client.addEventListener('rejected', listener)
  client.removeEventListener('rejected', listener)
  client.removeEventListener('rejected', listener, { capture: true })
  client.removeEventListener('refresh', null)
  client.removeEventListener('refresh', event => event.detail.expiresAt)
  client.addEventListener('refresh', { handleEvent: event => event.type })
})

test('T10: other events are those of any EventTarget', () => {
  client.addEventListener('own', event => expectTypeOf(event).toEqualTypeOf<Event>())
  client.dispatchEvent(new Event('own'))
})

test('T10: wrong uses do not compile', () => {
  // @ts-expect-error no such member
  client.addEventListener('refresh', event => event.detail.token)
  // @ts-expect-error the detail of another event
  client.addEventListener('rejected', event => event.detail.expiresAt)
  // @ts-expect-error a listener of another event
  client.addEventListener('refresh', ({ detail }: ContextTokenEventMap['rejected']) => detail.status)
  // @ts-expect-error no listener
  client.removeEventListener('refresh', 'listener')
})
