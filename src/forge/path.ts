import { wrongType } from '../shared/options.js'
import { isHttp, pageBase, parseUrl } from '../shared/url.js'

/** The folder that stands for the remote: that of `baseUrl`, or the page's at each call. */
export function createFolder(baseUrl: unknown): () => URL | undefined {
  if (baseUrl !== undefined && typeof baseUrl !== 'string' && !(baseUrl instanceof URL)) {
    throw wrongType('baseUrl', 'an http(s) URL', baseUrl)
  }
  const folderOf = (url: string | undefined) => {
    const folder = parseUrl('.', url)
    return folder && isHttp(folder) ? folder : undefined
  }
  if (baseUrl === undefined) return () => folderOf(pageBase())
  const folder = folderOf(parseUrl(`${baseUrl}`, pageBase())?.href)
  if (!folder) {
    throw new TypeError('baseUrl: expected an http(s) URL; a relative one needs a page to resolve against')
  }
  return () => folder
}

/**
 * The path of a URL below the base path, which the manifest names already.
 *
 * @throws `TypeError` if the URL lies outside, or its path could be taken for a host.
 */
export function pathOf({ pathname, search }: URL, folder: URL): string {
  const path = pathname.startsWith(folder.pathname) ? pathname.slice(folder.pathname.length - 1) : undefined
  if (path === undefined || path.startsWith('//')) {
    throw new TypeError(
      `The path ${pathname} is not one of the remote, whose base path is ${folder.pathname}. Nothing was sent. Check baseUrl.`,
    )
  }
  return path + search
}
