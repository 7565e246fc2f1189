const width = 760
const barHeight = 22
const gap = 12
const labelWidth = 290

const escapeXml = text => String(text).replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)

/**
 * Horizontal bars, the package's own in another colour; readable on a light page and on a dark one.
 *
 * @param {{ title: string, unit: string, bars: { label: string, value: number, isOurs?: boolean }[] }} chart
 */
export function barChart({ title, unit, bars }) {
  const most = Math.max(...bars.map(({ value }) => value))
  const height = 64 + bars.length * (barHeight + gap)
  const rows = bars.map(({ label, value, isOurs }, index) => {
    const y = 52 + index * (barHeight + gap)
    const length = Math.max(2, (value / most) * (width - labelWidth - 110))
    const kind = isOurs ? 'ours' : 'other'
    return [
      `<text class="text ${kind}-text" x="${labelWidth - 10}" y="${y + 16}" text-anchor="end">${escapeXml(label)}</text>`,
      `<rect class="${kind}" x="${labelWidth}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}" rx="3"/>`,
      `<text class="text" x="${(labelWidth + length + 8).toFixed(1)}" y="${y + 16}">${escapeXml(value.toLocaleString('en'))} ${escapeXml(unit)}</text>`,
    ].join('\n  ')
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">
  <style>
    .text { font: 13px system-ui, sans-serif; fill: #24292f }
    .title { font-weight: 600; font-size: 15px }
    .ours { fill: #0c66e4 }
    .ours-text { font-weight: 600 }
    .other { fill: #8590a2 }
    @media (prefers-color-scheme: dark) { .text { fill: #c9d1d9 } .ours { fill: #579dff } .other { fill: #626f86 } }
  </style>
  <text class="text title" x="10" y="28">${escapeXml(title)}</text>
  ${rows.join('\n  ')}
</svg>
`
}
