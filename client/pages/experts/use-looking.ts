/** Tells the others which item this expert has before them, and whether they write: not while the page is out of sight. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { useEngine } from '../../components/engine-context.ts'

/** Who pauses to think still writes. */
const STILL_WRITES_MS = 8_000

/** Gives back what to call when something was typed. */
export function useLooking(itemId: string | undefined): () => void {
  const { presence } = useEngine()
  const isSeen = useSeen()
  const [isWriting, setWriting] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    presence.look(itemId === undefined || !isSeen ? null : { itemId, isWriting })
  }, [presence, itemId, isSeen, isWriting])
  useEffect(() => {
    setWriting(false)
    return () => clearTimeout(timer.current)
  }, [itemId])
  useEffect(() => () => presence.look(null), [presence])
  return useCallback(() => {
    clearTimeout(timer.current)
    setWriting(true)
    timer.current = setTimeout(() => setWriting(false), STILL_WRITES_MS)
  }, [])
}

function useSeen(): boolean {
  const [isSeen, setSeen] = useState(!document.hidden)
  useEffect(() => {
    const look = () => setSeen(!document.hidden)
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return isSeen
}
