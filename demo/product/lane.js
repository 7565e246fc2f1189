/** One app's lane: tokens in two rows that take turns, requests, and the backend's 401s. */

import { bar, draw, mark } from './shapes.js'

export const laneHeight = 116

const rows = { title: 15, tokens: [33, 49], refreshes: 41, requests: 75, backend: 96 }
const rowNames = [
  ['tokens', rows.refreshes],
  ['requests', rows.requests],
  ['backend', rows.backend],
]

/**
 * @param {object} options
 * @param {string} options.title
 * @param {number} options.top
 * @param {SVGElement} options.moving
 * @param {(at: number) => number} options.x
 */
export function createLane({ title, top, moving, x }) {
  /** @typedef {{ from: number, to: number, place: () => void, elements: SVGElement[] }} Drawn */
  /** @type {Set<Drawn>} */
  const drawn = new Set()
  /** @type {Map<number, { wait: Drawn, words: string }>} requests under way */
  const pending = new Map()
  /** @type {Map<number, Drawn>} bridge calls under way */
  const asking = new Map()
  /** @type {{ shown: Drawn, row: number } | undefined} the newest token, unless it is worth nothing */
  let token
  let tokens = 0

  /** @param {number} from @param {number} to @param {SVGElement[]} elements @param {(d: Drawn) => void} place */
  function keep(from, to, elements, place) {
    const one = { from, to, elements, place: () => place(one) }
    one.place()
    moving.append(...elements)
    drawn.add(one)
    return one
  }

  /** @param {Drawn} one */
  function drop(one) {
    for (const element of one.elements) element.remove()
    drawn.delete(one)
  }

  /** @param {import('./shapes.js').Shape} shape @param {number} at @param {number} y @param {string} words */
  function addMark(shape, at, y, words) {
    const element = mark(shape)
    element.append(draw('title', {}, words))
    return keep(at, at, [element], () => {
      element.setAttribute('transform', `translate(${x(at).toFixed(1)} ${top + y})`)
    })
  }

  /** @param {number} from @param {number} to @param {number} y @param {string} kind */
  function addLine(from, to, y, kind) {
    const line = draw('line', { y1: top + y, y2: top + y, class: kind })
    return keep(from, to, [line], one => {
      line.setAttribute('x1', x(one.from).toFixed(1))
      line.setAttribute('x2', x(one.to).toFixed(1))
    })
  }

  /** What somebody changed, across the lane. @param {number} at @param {string} words */
  function addChange(at, words) {
    const line = draw(
      'line',
      { y1: top, y2: top + laneHeight - 6, class: 'change' },
      draw('title', {}, words),
    )
    keep(at, at, [line], () => {
      line.setAttribute('x1', x(at).toFixed(1))
      line.setAttribute('x2', x(at).toFixed(1))
    })
  }

  const rowY = index => rows.tokens[index % rows.tokens.length]

  /** @param {number} from @param {number} to @param {number} row @param {string} kind */
  function addBar(from, to, row, kind) {
    const rect = bar({ x: 0, y: top + row - 4.5, width: 0 }, kind)
    return keep(from, to, [rect], one => {
      rect.setAttribute('x', x(one.from).toFixed(1))
      rect.setAttribute('width', Math.max(0, x(one.to) - x(one.from)).toFixed(1))
    })
  }

  /** What each event draws. */
  const draws = {
    bridgecall({ at, call }) {
      asking.set(call, addLine(at, at, rowY(tokens), 'asking'))
    },
    bridgereject({ call }) {
      asking.delete(call)
    },
    token({ at, exp, revoked, aheadMs }) {
      asking.clear()
      const row = rowY(tokens)
      tokens += 1
      const to = Math.max(exp * 1000, at)
      const dead = revoked || to === at
      const shown = addBar(at, dead ? Math.max(to, at + 500) : to, row, dead ? 'dead' : '')
      token = dead ? undefined : { shown, row }
      const ahead = aheadMs > 0 ? `, ${(aheadMs / 1000).toFixed(1)} s before the last one expired` : ''
      shown.elements[0].append(
        draw('title', {}, `Token for ${Math.max(0, Math.round(exp - at / 1000))} s${ahead}`),
      )
    },
    proof: () => asking.clear(),
    revoked({ at }) {
      addChange(at, 'Every token issued so far was revoked')
      if (!token || token.shown.to <= at) return
      addBar(at, token.shown.to, token.row, 'dead')
      token.shown.to = at
      token.shown.place()
      token = undefined
    },
    pretence: ({ at, words }) => addChange(at, words),
    fault: ({ at, fault }) => addChange(at, `Bridge fault: ${fault}`),
    refresh({ at, reason, durationMs }) {
      addMark('refresh', at, rows.refreshes, `Refresh (${reason}) in ${Math.round(durationMs)} ms`)
    },
    refresherror({ at, reason, code, message }) {
      asking.clear()
      addMark('refresherror', at, rows.refreshes, `Refresh (${reason}) failed, ${code}: ${message}`)
    },
    backend401({ at }) {
      addMark('sent401', at, rows.backend, 'The backend answered 401')
    },
    start({ at, id, method, path }) {
      const wait = addLine(at, at, rows.requests, 'waiting')
      pending.set(id, { wait, words: `${method} ${path}` })
    },
    end({ at, id, ok, status, retried, error }) {
      const { wait, words } = pending.get(id) ?? {}
      pending.delete(id)
      if (wait) {
        wait.to = at
        wait.place()
      }
      const outcome = error ?? `${ok ? 'answered' : status}${retried ? ' after one retry' : ''}`
      addMark(shapeOf({ ok, status, retried }), at, rows.requests, `${words}: ${outcome}`)
    },
  }

  return {
    /** @param {{ type: string, at: number }} event */
    add: event => draws[event.type]?.(event),

    /** Lines of what is under way end now. @param {number} at */
    tick(at) {
      for (const line of [...asking.values(), ...[...pending.values()].map(({ wait }) => wait)]) {
        line.to = Math.max(line.from, at)
        line.place()
      }
    },

    layOut() {
      for (const one of drawn) one.place()
    },

    /** @param {number} horizon what ended before it is seen no more */
    forget(horizon) {
      for (const one of drawn) if (one.to < horizon) drop(one)
    },

    /** @param {number} width */
    labels(width) {
      return [
        draw('rect', { y: top, width, height: laneHeight - 6, rx: 6, class: 'lane' }),
        draw('text', { x: 8, y: top + rows.title, class: 'lane-title' }, title),
        ...rowNames.map(([name, y]) => draw('text', { x: 8, y: top + y + 4, class: 'row' }, name)),
      ]
    },
  }
}

/** @param {{ ok?: boolean, status?: number, retried: boolean }} end `status` of a failure, 0 without an answer */
function shapeOf({ ok, status, retried }) {
  if (ok) return retried ? 'retried' : 'ok'
  return status === 401 ? 'unauthorized' : 'failed'
}
