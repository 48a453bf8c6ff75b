/**
 * What comes and goes above the content must not move it: the scroll makes up for its height, also at the top of the
 * page. Browsers that do it themselves leave nothing to make up.
 */
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** While a page is being put together there is nothing yet that somebody reads. */
const SETTLED_MS = 2_000

/** `above` is what changes its height; its next sibling is what stays where it is. */
export function useSteady(): RefObject<HTMLDivElement | null> {
  const above = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = above.current
    const below = element?.nextElementSibling
    if (!element || !below || typeof ResizeObserver === 'undefined') return
    const since = performance.now()
    const topOf = () => below.getBoundingClientRect().top
    let top = topOf()
    const note = () => {
      top = topOf()
    }
    const observer = new ResizeObserver(() => {
      const moved = topOf() - top
      if (moved !== 0 && performance.now() - since > SETTLED_MS) scrollBy({ top: moved, behavior: 'instant' })
      note()
    })
    observer.observe(element)
    addEventListener('scroll', note, { passive: true })
    return () => {
      observer.disconnect()
      removeEventListener('scroll', note)
    }
  }, [])
  return above
}
