const assert = require('node:assert/strict')

/**
 * The tests of the app, for any runner: each gives its own `test` and `afterEach`, moves its own fake clock, and hands in
 * the app as its kind of module finds it.
 */
module.exports = function describeNotes({ test, afterEach, advance, openWithFakes }) {
  let app
  afterEach(() => app.close())

  test('the first request carries the first token', async () => {
    app = openWithFakes()
    assert.deepEqual(await app.notes.load(), ['Ship it'])
    assert.equal(app.backend.requests[0].headers.get('authorization'), `JWT ${app.ap.issued[0]}`)
  })
  test('a token that expires is replaced before the backend rejects it', async () => {
    app = openWithFakes({ lifetime: 60_000 })
    await app.notes.load()
    await advance(60_000)
    await app.notes.load()
    assert.deepEqual(app.statuses(), [200, 200])
  })
  test('a token that is rejected is replaced, and the request sent again', async () => {
    app = openWithFakes()
    await app.notes.load()
    app.backend.revoke(app.ap.issued[0])
    await app.notes.load()
    assert.deepEqual(app.statuses(), [200, 401, 200])
  })
  test('a bridge that hangs is an error after eight seconds', async () => {
    app = openWithFakes({ failure: 'hang' })
    const failed = app.notes.load().catch(error => error.code)
    await advance(8_000)
    assert.equal(await failed, 'timeout')
  })
  test('an anonymous user reads as somebody', async () => {
    app = openWithFakes({ claims: { sub: undefined } })
    assert.equal(await app.notes.reader(), 'somebody')
  })
}
