/** Where somebody goes after signing in: back to where they were, and never to anybody else's site. */
import { pathTo } from '../../paths.ts'

export function returnTarget(asked: string | undefined, origin: string): string {
  if (!asked?.startsWith('/')) return pathTo.home()
  try {
    const url = new URL(asked, origin)
    // `//other.example` and `/\other.example` are other sites, as a browser reads them.
    if (url.origin !== origin || url.pathname.startsWith('//')) return pathTo.home()
    return url.pathname === pathTo.signIn() ? pathTo.home() : `${url.pathname}${url.search}${url.hash}`
  } catch {
    return pathTo.home()
  }
}
