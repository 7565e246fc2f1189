import { mountApps } from './apps.js'
import { connectControls } from './controls.js'
import { showCounters } from './counters.js'
import { createLead } from './lead.js'
import { createLog } from './log.js'
import { appsOf } from './names.js'
import { createPretence } from './pretence.js'
import { showLegend } from './shapes.js'
import { growSpan } from './span.js'
import { createTimeline } from './timeline.js'

const find = id => document.getElementById(id)

const { appUrl, ownApp } = await (await fetch('/host-api/config')).json()
const query = new URLSearchParams(location.search)
const apps = appsOf(query.get('apps'), ownApp)

const timeline = createTimeline(find('timeline'), apps)
const log = createLog(find('log'))
const withLead = createLead()
const controls = connectControls(find('controls'))
showLegend(find('legend'))

/** @param {{ type: string, page?: string, at: number }} event from the product's server or from an app */
function onEvent(event) {
  if (event.type === 'state') {
    controls.show(event.settings)
    showCounters(find('counters'), apps, event)
    return
  }
  const told = withLead(event)
  timeline.add(told)
  log.add(told)
}

const events = new EventSource('/host-api/events')
events.onmessage = ({ data }) => onEvent(JSON.parse(data))
events.onopen = () => {
  find('stopped').hidden = true
}
events.onerror = () => {
  find('stopped').hidden = false
}

const span = find('span')
growSpan(span, timeline.setSpan)
find('pause').addEventListener('click', ({ target }) => {
  const paused = target.getAttribute('aria-pressed') !== 'true'
  target.setAttribute('aria-pressed', String(paused))
  timeline.pause(paused)
})

const pretence = createPretence(find('controls'), onEvent)
mountApps(find('apps'), { apps, appUrl, quiet: query.has('quiet'), pretence, onEvent })
