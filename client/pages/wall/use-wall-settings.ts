/** The wall's keys: D dark, + and - size, Q panel, F full screen. What is set stays on the device. */
import { useEffect, useMemo } from 'preact/hooks'
import { createWallSettings, type WallSettings } from '../../state/wall/settings.ts'
import { deviceStorage } from '../../sync/browser.ts'

export function useWallSettings(): WallSettings {
  const settings = useMemo(() => createWallSettings(deviceStorage()), [])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key.toLowerCase() === 'f') toggleFullScreen()
      else if (!settings.press(event.key)) return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      settings.dispose()
    }
  }, [settings])
  return settings
}

function toggleFullScreen(): void {
  const done = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen()
  // A browser that doesn't allow it leaves the wall as it is.
  void done.catch(() => {})
}
