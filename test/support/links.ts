/** A code block, and above it the tested file that it is. */
export const fenced: RegExp = /(<!-- ((?:test|demo)\/\S+) -->\n)?```(\w+)\n(.*?)```/gs

/** A page with nothing in place of its code: what remains has headings, links and tables of its own. */
export const proseOf = (page: string): string => page.replace(fenced, '')

/** What GitHub makes of a heading: lower case, no punctuation, a hyphen for each space. */
export const anchorOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

export const anchorsOf = (prose: string): string[] =>
  [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading))

/** Those in text and pictures, and those that stand at the end of the page. */
export const linksOf = (prose: string): string[] =>
  [...prose.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm)].map(
    ([, inline, below]) => inline ?? below ?? '',
  )
