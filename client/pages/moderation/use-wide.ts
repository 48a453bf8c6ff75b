/** Whether there is room for the desk's layout: the one width at which the page is another one. */
import { useEffect, useState } from 'preact/hooks'

const WIDE = '(width >= 1024px)'

export function useWide(): boolean {
  const [isWide, setWide] = useState(() => matchMedia(WIDE).matches)
  useEffect(() => {
    const query = matchMedia(WIDE)
    const onChange = () => setWide(query.matches)
    onChange()
    query.addEventListener('change', onChange)
    return () => query.removeEventListener('change', onChange)
  }, [])
  return isWide
}
