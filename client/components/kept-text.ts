/** A short text while it is written, kept on this device until it is sent or given up: it survives a reload. */
import { useCallback, useState } from 'preact/hooks'
import { deviceStorage } from '../sync/browser.ts'

export type KeptText = readonly [text: string, write: (next: string) => void]

/** `actorId` keeps apart what two people write on one device; an empty text is not kept. */
export function useKeptText(actorId: string, name: string): KeptText {
  const key = `quesiti:text:${encodeURIComponent(actorId)}:${name}`
  const [storage] = useState(deviceStorage)
  const [text, setText] = useState(() => storage.getItem(key) ?? '')
  const write = useCallback(
    (next: string) => {
      setText(next)
      try {
        if (next === '') storage.removeItem(key)
        else storage.setItem(key, next)
      } catch {
        // A full device only means that a reload loses it.
      }
    },
    [storage, key],
  )
  return [text, write]
}
