import { element } from './element.js'

/** How long the bar stays when the upload is over, in milliseconds: a small file is gone in no time. */
const rest = 3_000

/** A bar for the upload under way. */
export function createProgress() {
  const name = element('label', { htmlFor: 'progress' })
  const bar = element('progress', { id: 'progress', max: 1 })
  const share = element('span')
  const root = element('div', { className: 'progress', hidden: true }, name, bar, share)
  let timer

  return {
    root,

    /** @param {string} file */
    start(file) {
      clearTimeout(timer)
      name.textContent = file
      share.textContent = ''
      bar.removeAttribute('value')
      root.hidden = false
    },

    /** @param {number} value 0 to 1 */
    show(value) {
      bar.value = value
      share.textContent = `${Math.floor(value * 100)} %`
    },

    end() {
      timer = setTimeout(() => {
        root.hidden = true
      }, rest)
    },
  }
}
