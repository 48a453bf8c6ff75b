/** How many steps smaller a text must be to fit its place on this screen: measured, since screens have many shapes. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

/** `what` names what is measured: when it changes, or its place does, all begins anew from the largest. */
export function useFit(steps: number, what: string) {
  const ref = useRef<HTMLDivElement>(null)
  const [fit, setFit] = useState({ what, smaller: 0 })
  const smaller = fit.what === what ? fit.smaller : 0
  useLayoutEffect(() => {
    const place = ref.current?.parentElement
    if (place && smaller < steps && place.scrollHeight > place.clientHeight + 1)
      setFit({ what, smaller: smaller + 1 })
  }, [what, smaller, steps])
  useLayoutEffect(() => {
    const place = ref.current?.parentElement
    if (!place) return
    const again = () => setFit({ what, smaller: 0 })
    const observer = new ResizeObserver(again)
    observer.observe(place)
    // Before the type face is here, everything has another width.
    void document.fonts?.ready.then(again)
    return () => observer.disconnect()
  }, [what])
  return { ref, smaller }
}
