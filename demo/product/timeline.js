/** A live timeline: one lane for each app, drawn once for each event and moved with the clock. */

import { createLane, laneHeight } from './lane.js'
import { draw } from './shapes.js'

const gutter = 66
const axisHeight = 22
/** Share of the width that shows what is to come: how long the tokens will live. */
export const future = 0.2
/** Time between two pictures for those who want less motion, in milliseconds. */
const calmStep = 500

/**
 * @param {HTMLElement} root
 * @param {import('./names.js').App[]} apps
 */
export function createTimeline(root, apps) {
  const origin = Date.now()
  const height = apps.length * laneHeight + axisHeight
  const calm = matchMedia('(prefers-reduced-motion: reduce)')
  const view = { span: 60, width: 0, frozenAt: undefined }

  const clip = draw('rect', { x: gutter, y: 0, height })
  const moving = draw('g')
  const still = draw('g')
  const picture = draw(
    'svg',
    { height, role: 'img', 'aria-label': 'Timeline of tokens and requests; the same in words below' },
    draw('defs', {}, draw('clipPath', { id: 'plot' }, clip), hatch()),
    still,
    draw('g', { 'clip-path': 'url(#plot)' }, moving),
  )
  root.replaceChildren(picture)

  /** @type {(at: number) => number} Unix milliseconds to a place in the moving group */
  const x = at => ((at - origin) / 1000) * ((view.width - gutter) / view.span)
  const now = () => view.frozenAt ?? Date.now()
  const nowX = () => gutter + (view.width - gutter) * (1 - future)

  const lanes = new Map(
    apps.map(({ name, title }, index) => [name, createLane({ title, top: index * laneHeight, moving, x })]),
  )

  /** Lines and words that stay where they are. */
  function drawStill() {
    still.replaceChildren()
    for (const lane of lanes.values()) still.append(...lane.labels(view.width))
    const step = view.span / (view.width < 560 ? 3 : 6)
    for (let ago = 0; ago < view.span * (1 - future); ago += step) drawTick(-ago)
    for (let ahead = step; ahead <= view.span * future; ahead += step) drawTick(ahead)
  }

  /** @param {number} seconds from now */
  function drawTick(seconds) {
    const left = nowX() + seconds * ((view.width - gutter) / view.span)
    const attributes = { x1: left, x2: left, y1: 0, y2: height - axisHeight }
    const label = seconds === 0 ? 'now' : `${seconds > 0 ? '+' : '−'}${Math.abs(seconds)} s`
    still.append(
      draw('line', { ...attributes, class: seconds === 0 ? 'now' : 'grid' }),
      draw('text', { x: left, y: height - 6, 'text-anchor': 'middle', class: 'tick' }, label),
    )
  }

  function layOut() {
    view.width = root.clientWidth
    picture.setAttribute('width', String(view.width))
    clip.setAttribute('width', String(Math.max(0, view.width - gutter)))
    drawStill()
    for (const lane of lanes.values()) lane.layOut()
    move()
  }

  function move() {
    const at = now()
    moving.setAttribute('transform', `translate(${(nowX() - x(at)).toFixed(2)} 0)`)
    for (const lane of lanes.values()) lane.tick(at)
  }

  function frame() {
    move()
    if (calm.matches) setTimeout(requestAnimationFrame, calmStep, frame)
    else requestAnimationFrame(frame)
  }

  setInterval(() => {
    const horizon = now() - view.span * 1000
    for (const lane of lanes.values()) lane.forget(horizon)
  }, 2_000)
  new ResizeObserver(layOut).observe(root)
  layOut()
  requestAnimationFrame(frame)

  return {
    /** @param {{ type: string, page?: string, at: number }} event */
    add(event) {
      const concerned = event.page === undefined ? [...lanes.values()] : [lanes.get(event.page)]
      for (const lane of concerned) lane?.add(event)
    },

    /** @param {number} seconds */
    setSpan(seconds) {
      view.span = seconds
      layOut()
    },

    /** @param {boolean} paused the picture; the apps go on */
    pause(paused) {
      view.frozenAt = paused ? Date.now() : undefined
    },
  }
}

/** Fill of a token that is worth nothing any more. */
function hatch() {
  const attributes = { id: 'hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse' }
  return draw(
    'pattern',
    { ...attributes, patternTransform: 'rotate(45)' },
    draw('line', { y2: 5, class: 'hatch' }),
  )
}
