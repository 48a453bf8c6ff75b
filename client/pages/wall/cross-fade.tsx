/** Two pictures in one place for 240 ms: the one that goes fades while the next comes. By its id one is told from another. */
import type { ComponentChildren } from 'preact'
import { useEffect, useReducer, useRef } from 'preact/hooks'

type Picture = { readonly id: string; readonly children: ComponentChildren }

const FADE_MS = 240

/** `children` must hold what they show: those that go are drawn once more as they were. */
export function CrossFade({ id, children }: Picture) {
  const shown = useRef<Picture>({ id, children })
  const leaving = useRef<Picture | undefined>(undefined)
  const [, drawAgain] = useReducer((count: number) => count + 1, 0)
  if (shown.current.id !== id) leaving.current = shown.current
  shown.current = { id, children }
  // Each change of the picture begins one fading.
  useEffect(() => {
    const timer = setTimeout(() => {
      leaving.current = undefined
      drawAgain(0)
    }, FADE_MS)
    return () => clearTimeout(timer)
  }, [id])
  const gone = leaving.current
  return (
    <div class="wall__fade">
      {gone && gone.id !== id && (
        <div key={gone.id} class="wall__middle wall__middle--leaving" aria-hidden="true">
          {gone.children}
        </div>
      )}
      <div key={id} class="wall__middle">
        {children}
      </div>
    </div>
  )
}
