/** The bridge, and what is behind it, fails. */

/** It fails while the token is stale, and works again before it is unusable. */
const fails =
  (...faults) =>
  async ({ setFaults, until }) => {
    await until('refresherror', 1, () => setFaults(...faults))
    await until('refresh', 1)
  }

/** Seconds: a token is stale for a fifth of it, and a busy machine may need some seconds for what a scene does then. */
const lifetime = 24
/** Longer than an answer takes on a busy machine, shorter than a token is stale. */
const client = { tokenTimeout: 500 }

/** A rejection is heard twice: the callback loses the reason, so the promise form is asked once (S3). */
export const bridge = [
  {
    name: 'S5, T3: the bridge hangs once, then works',
    options: { lifetime, client },
    play: fails('hang'),
  },
  { name: 'S3, T3: it rejects with a string', options: { lifetime }, play: fails('string', 'string') },
  { name: 'S3, T3: it rejects with undefined', options: { lifetime }, play: fails('nothing', 'nothing') },
  { name: 'S3, T3: it rejects with an Error', options: { lifetime }, play: fails('Error', 'Error') },
  {
    name: 'S3: it rejects the callback form alone, and nobody notices',
    options: { lifetime },
    async play({ setFaults, until, told }) {
      await until('refresh', 1, () => setFaults('string'))
      const { refresherror } = await told()
      if (refresherror > 0) throw new Error('S3: the promise form was not asked')
    },
  },
  {
    name: 'S5: it answers after the timeout, and the answer is taken',
    options: { lifetime, client },
    async play({ page, setFaults, until }) {
      await until('refresherror', 1, () => setFaults('late', 'hang', 'hang'))
      await until('refresh', 1, () => page.evaluate(() => globalThis.answerLate()))
    },
    bridgeCalls: 3, // The first that would bring another token is the fourth.
  },
  {
    name: 'T2, T3: it returns the token it had',
    options: { lifetime },
    async play({ demo, until }) {
      await until('refresh', 1, () => {
        demo.settings.fault = 'same'
      })
      await until('refresh', 1, () => {
        demo.settings.fault = 'none'
      })
    },
  },
  {
    name: 'S5, T3: the product replaces its module by one that throws, and puts it back',
    options: { lifetime, client },
    async play({ page, until }) {
      await until('refresherror', 1, () =>
        page.evaluate(() => {
          const getToken = () => {
            globalThis.bridgeCalls += 1
            throw new Error('gone')
          }
          getToken.returnsPromise = true
          globalThis.connectHost.defineModule('context', { getToken })
        }),
      )
      await until('refresh', 1, () =>
        page.evaluate(() => {
          const getToken = async () => (await (await fetch('/host-api/token?page=plain')).json()).token
          getToken.returnsPromise = true
          globalThis.connectHost.defineModule('context', { getToken })
        }),
      )
    },
  },
  {
    name: 'F7: the backend refuses every token, and the bridge is asked once in 10 s',
    options: { lifetime: 60 },
    async play({ demo, until }) {
      await until('refresh', 3, () => {
        demo.settings.lifetime = 0 // To ACE expired as soon as issued; the page lets the backend decide (T7).
        demo.revokeCurrent()
      })
    },
    mayAlsoSee: ['401'],
    bridgeCalls: ({ duration }) => 1 + Math.floor(duration / 10_000),
  },
]
