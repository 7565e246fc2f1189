/** The marks of the timeline: each kind has a shape of its own, colour only repeats what the shape says. */

const svg = 'http://www.w3.org/2000/svg'

/**
 * @param {string} name
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElement}
 */
export function draw(name, attributes = {}, ...children) {
  const element = document.createElementNS(svg, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  element.append(...children)
  return element
}

/** Paths around the origin. */
const paths = {
  ok: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z',
  retried: 'M0 -7L7 0L0 7L-7 0z',
  unauthorized: 'M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5',
  failed: 'M-4 -4H4V4H-4z',
  sent401: 'M-4.5 -4H4.5L0 4z',
  refresh: 'M0 13V-14L8 -10L0 -6',
  refresherror: 'M0 -6.5L6 4.5H-6z',
}

/** @typedef {keyof typeof paths} Shape */

/** @param {Shape} shape */
export const mark = shape => draw('path', { d: paths[shape], class: `mark ${shape}` })

/** @type {[Shape | 'token' | 'revoked' | 'asking' | 'waiting' | 'change', string][]} */
const legend = [
  ['token', 'token, from its arrival to its expiry'],
  ['revoked', 'revoked, or expired before it came'],
  ['asking', 'the bridge is asked'],
  ['refresh', 'refresh'],
  ['refresherror', 'refresh that failed'],
  ['waiting', 'request under way'],
  ['ok', 'request answered'],
  ['retried', 'answered after one retry'],
  ['unauthorized', '401 that the app sees'],
  ['failed', 'request that failed otherwise'],
  ['sent401', '401 that the backend sends'],
  ['change', 'you changed something'],
]

/** @param {Shape | 'token' | 'revoked' | 'asking' | 'waiting' | 'change'} kind */
function sample(kind) {
  if (kind === 'asking' || kind === 'waiting') return [draw('line', { x1: -10, x2: 10, class: kind })]
  if (kind === 'change') return [draw('line', { y1: -9, y2: 9, class: kind })]
  if (kind === 'token') return [bar({ x: -10, y: -4.5, width: 20 })]
  if (kind === 'revoked') return [bar({ x: -10, y: -4.5, width: 20 }, 'dead')]
  const shape = mark(kind)
  if (kind === 'refresh') shape.setAttribute('transform', 'translate(-3 3) scale(0.7)')
  return [shape]
}

/** @param {{ x: number, y: number, width: number }} box @param {string} [extra] */
export function bar(box, extra = '') {
  return draw('rect', { ...box, height: 9, rx: 2.5, class: `token ${extra}` })
}

/** @param {HTMLUListElement} list */
export function showLegend(list) {
  for (const [kind, words] of legend) {
    const item = document.createElement('li')
    const picture = draw('svg', { viewBox: '-12 -9 24 18', width: 24, height: 18, 'aria-hidden': 'true' })
    picture.append(...sample(kind))
    item.append(picture, words)
    list.append(item)
  }
}
