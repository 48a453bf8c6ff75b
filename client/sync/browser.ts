/** The engine's surroundings as a browser gives them. */
import type { DeviceStorage, Tabs, Timers } from './surroundings.ts'

export const browserTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** Letters and digits enough that no two are ever the same. */
export const randomKey = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function onWake(listener: () => void): () => void {
  const whenSeen = () => {
    if (document.visibilityState === 'visible') listener()
  }
  document.addEventListener('visibilitychange', whenSeen)
  window.addEventListener('online', listener)
  window.addEventListener('pageshow', listener)
  return () => {
    document.removeEventListener('visibilitychange', whenSeen)
    window.removeEventListener('online', listener)
    window.removeEventListener('pageshow', listener)
  }
}

const lockOf = (tabId: string) => `quesiti:tab:${tabId}`

/** A tab holds a lock of its own name as long as it lives. Without locks every tab takes the others for gone: keys save it. */
export function createTabs(locks: LockManager | null = navigator.locks ?? null): Tabs {
  const id = randomKey()
  if (!locks) {
    return {
      id,
      ifLeft: async (_tabId, work) => work(),
    }
  }
  void locks.request(lockOf(id), () => new Promise(() => {}))
  return {
    id,
    ifLeft: async (tabId, work) => {
      await locks.request(lockOf(tabId), { ifAvailable: true }, (lock) => {
        if (lock) work()
      })
    },
  }
}

/** The browser's storage, or memory where it allows none: then what waits is lost with the page, but still sent. */
export function deviceStorage(): DeviceStorage {
  try {
    const { localStorage } = window
    localStorage.getItem('')
    return localStorage
  } catch {
    return memoryStorage()
  }
}

export function memoryStorage(): DeviceStorage {
  const records = new Map<string, string>()
  return {
    get length() {
      return records.size
    },
    key: (place) => [...records.keys()][place] ?? null,
    getItem: (name) => records.get(name) ?? null,
    setItem: (name, record) => {
      records.set(name, record)
    },
    removeItem: (name) => {
      records.delete(name)
    },
  }
}
