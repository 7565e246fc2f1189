import { wrongType } from '../shared/options.js'
import { isHttp, pageBase, parseUrl } from '../shared/url.js'

/** The folder that stands for the remote: that of `baseUrl`, or the page's at each call. */
export function createFolder(baseUrl: unknown): () => URL | undefined {
  const isUrl = typeof baseUrl === 'string' || baseUrl instanceof URL
  const folder = folderOf(isUrl ? parseUrl(`${baseUrl}`, pageBase()) : undefined)
  if (baseUrl !== undefined && !folder) {
    throw wrongType('baseUrl', 'an absolute http(s) URL', baseUrl)
  }
  return () => folder ?? folderOf(pageBase())
}

function folderOf(url: string | URL | undefined): URL | undefined {
  const folder = parseUrl('.', url)
  return folder && isHttp(folder) ? folder : undefined
}

/**
 * The path of a URL below the base path, which the manifest names already.
 *
 * @throws `TypeError` if the URL lies outside, or its path could be taken for a host.
 */
export function pathOf({ pathname, search }: URL, folder: URL): string {
  const base = folder.pathname
  const path = pathname.slice(base.length - 1)
  if (!pathname.startsWith(base) || path.startsWith('//')) {
    throw new TypeError(`${pathname} is not below ${base}. Nothing was sent. Check baseUrl.`)
  }
  return path + search
}
