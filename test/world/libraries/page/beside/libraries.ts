/** What others put into a page, started as their documentation says; what they tell goes to a port that nobody hears. */

const nowhere = 'http://127.0.0.1:9'

const provider = async () => {
  const { WebTracerProvider } = await import('@opentelemetry/sdk-trace-web')
  const made = new WebTracerProvider()
  made.register()
  return made
}

/** What a handler of MSW finds in each request. */
export const seenByMsw: (string | null)[] = []

/** Each starts when it is called. */
export const libraries: Record<string, () => Promise<unknown>> = {
  'opentelemetry-fetch-0203': async () =>
    new (await import('opentelemetry-fetch-0203')).FetchInstrumentation().setTracerProvider(await provider()),
  'opentelemetry-fetch': async () =>
    new (await import('opentelemetry-fetch')).FetchInstrumentation().setTracerProvider(await provider()),
  'opentelemetry-xhr-0203': async () =>
    new (await import('opentelemetry-xhr-0203')).XMLHttpRequestInstrumentation().setTracerProvider(
      await provider(),
    ),
  'opentelemetry-xhr': async () =>
    new (await import('opentelemetry-xhr')).XMLHttpRequestInstrumentation().setTracerProvider(
      await provider(),
    ),
  '@sentry/browser': async () => {
    const { browserTracingIntegration, init } = await import('@sentry/browser')
    init({
      dsn: 'http://key@127.0.0.1:9/1',
      integrations: [browserTracingIntegration()],
      tracesSampleRate: 1,
      tracePropagationTargets: [/./],
    })
  },
  '@datadog/browser-rum': async () => {
    const { datadogRum } = await import('@datadog/browser-rum')
    datadogRum.init({
      applicationId: 'app',
      clientToken: 'token',
      proxy: nowhere,
      trackResources: true,
      allowedTracingUrls: [location.origin],
    })
  },
  '@elastic/apm-rum': async () => {
    const { init } = await import('@elastic/apm-rum')
    init({ serviceName: 'app', serverUrl: nowhere, distributedTracingOrigins: [location.origin] })
  },
  '@newrelic/browser-agent': async () => {
    const { BrowserAgent } = await import('@newrelic/browser-agent/loaders/browser-agent')
    new BrowserAgent({
      init: {
        distributed_tracing: { enabled: true, allowed_origins: [location.origin] },
        privacy: { cookies_enabled: false },
      },
      info: {
        beacon: '127.0.0.1:9',
        errorBeacon: '127.0.0.1:9',
        licenseKey: 'key',
        applicationID: '1',
        sa: 1,
      },
      loader_config: { accountID: '1', trustKey: '1', agentID: '1', licenseKey: 'key', applicationID: '1' },
    })
  },
  'zone.js': () => import('zone.js'),
  '@mswjs/interceptors': async () => {
    const { FetchInterceptor } = await import('@mswjs/interceptors/fetch')
    const { XMLHttpRequestInterceptor } = await import('@mswjs/interceptors/XMLHttpRequest')
    for (const interceptor of [new FetchInterceptor(), new XMLHttpRequestInterceptor()]) interceptor.apply()
  },
  msw: async () => {
    const { http, passthrough } = await import('msw')
    const { setupWorker } = await import('msw/browser')
    const lookAndPass = http.all('/api/*', ({ request }) => {
      seenByMsw.push(request.headers.get('authorization'))
      return passthrough()
    })
    await setupWorker(lookAndPass).start({ onUnhandledRequest: 'bypass', quiet: true })
  },
  // @ts-expect-error: it has no types
  'pace-js': async () => (await import('pace-js')).default.start(),
  xhook: async () => {
    // @ts-expect-error: it has no types
    const { default: xhook } = await import('xhook')
    xhook.enable()
  },
}
