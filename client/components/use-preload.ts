/** Fetches the code of a page that comes next once this one has nothing else to do: without a line it could not be had. */
import { useEffect } from 'preact/hooks'

const AFTER_MS = 3_000

export function usePreload(load: () => Promise<unknown>): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      // Not now, then: the router asks for it again when it is opened.
      load().catch(() => undefined)
    }, AFTER_MS)
    return () => clearTimeout(timer)
  }, [load])
}
