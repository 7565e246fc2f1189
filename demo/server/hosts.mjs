/** A page of elsewhere may lead its own name to this machine, and read what is served here. */

/**
 * Lets through what is for this machine's own names, whatever the port, and answers 421 to all else.
 * @type {import('express').RequestHandler}
 */
export function ownHostsOnly(req, res, next) {
  if (/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(req.headers.host ?? '')) next()
  else res.status(421).type('text').send(`This server is not ${req.headers.host}.`)
}
