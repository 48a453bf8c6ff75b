/** How a screen is set, by its keys: kept on it, so that it looks the same after it was switched off. */
import { effect, type Signal, signal } from '@preact/signals'
import type { DeviceStorage } from '../../sync/surroundings.ts'

/** Steps of the size of all text. */
export const ZOOMS = [-2, -1, 0, 1, 2] as const
export type Zoom = (typeof ZOOMS)[number]

export type WallSettings = {
  readonly isDark: Signal<boolean>
  readonly zoom: Signal<Zoom>
  readonly hasPanel: Signal<boolean>
  /** What the key does, if it does anything. */
  press(key: string): boolean
  dispose(): void
}

const NAME = 'quesiti:wall'

type Stored = { isDark: boolean; zoom: number; hasPanel: boolean }

export function createWallSettings(storage: DeviceStorage): WallSettings {
  const stored = read(storage)
  const isDark = signal(stored.isDark === true)
  const zoom = signal<Zoom>(ZOOMS.find((step) => step === stored.zoom) ?? 0)
  const hasPanel = signal(stored.hasPanel !== false)
  const dispose = effect(() => {
    const kept = JSON.stringify({ isDark: isDark.value, zoom: zoom.value, hasPanel: hasPanel.value })
    try {
      storage.setItem(NAME, kept)
    } catch {
      // A full device only forgets how the screen was set.
    }
  })
  const step = (by: 1 | -1) => {
    zoom.value = ZOOMS.find((one) => one === zoom.value + by) ?? zoom.value
  }
  const keys: Readonly<Record<string, () => void>> = {
    d: () => {
      isDark.value = !isDark.value
    },
    q: () => {
      hasPanel.value = !hasPanel.value
    },
    '+': () => step(1),
    '-': () => step(-1),
  }
  return {
    isDark,
    zoom,
    hasPanel,
    press: (key) => {
      const act = Object.hasOwn(keys, key.toLowerCase()) ? keys[key.toLowerCase()] : undefined
      act?.()
      return act !== undefined
    },
    dispose,
  }
}

function read(storage: DeviceStorage): Partial<Stored> {
  try {
    const stored: Partial<Stored> | null = JSON.parse(storage.getItem(NAME) ?? 'null')
    return stored ?? {}
  } catch {
    return {}
  }
}
