/** A bar that a figure has to clear, and whether it does: judged from the figure, never given. */
export const atMost = (what, value, limit) => ({ what, value, limit, met: value <= limit })
export const equals = (what, value, limit) => ({ what, value, limit, met: value === limit })

export const tell = ({ what, value, limit, met }) =>
  `${met ? 'met   ' : 'MISSED'} ${what}: ${typeof value === 'number' ? Number(value.toPrecision(4)) : value} (bar ${limit})`
