/**
 * From an address to a wall. A pass in the link's fragment is exchanged for a cookie and taken out of the address, so
 * that it isn't on the screen, in a picture of it, nor in the history.
 */
import { useEffect, useMemo, useState } from 'preact/hooks'
import { useEngine } from '../../components/engine-context.ts'
import { deviceNow } from '../../state/clock.ts'
import { createWall, type Wall } from '../../state/wall/wall.ts'
import { browserTimers, deviceStorage, onWake } from '../../sync/browser.ts'
import type { FailureCode } from '../../sync/device-codes.ts'

export type WallEntry =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'missing' }
  /** The pass is not, or no longer, valid. */
  | { readonly kind: 'refused'; readonly code: FailureCode }
  | { readonly kind: 'open'; readonly wall: Wall }

type Exchange =
  | { readonly kind: 'none' | 'asking' }
  | { readonly kind: 'done'; readonly sessionId: string }
  | { readonly kind: 'failed'; readonly code: FailureCode }

const AGAIN_MS = 5_000

export function useWall(code: string): WallEntry {
  const exchange = useExchange()
  const { catalogue } = useEngine()
  const known = catalogue.catalogue.value
  const listed = known?.sessions.find((session) => session.code === code)
  const remembered = useRemembered(code, exchange)
  const sessionId = exchange.kind === 'done' ? exchange.sessionId : (listed?.id ?? remembered)
  const isReady = exchange.kind === 'done' || exchange.kind === 'none'
  const wall = useOpened(isReady ? sessionId : undefined, exchange)
  useUntilListed(known === undefined)
  if (exchange.kind === 'failed') return { kind: 'refused', code: exchange.code }
  if (wall) return { kind: 'open', wall }
  return { kind: isReady && known && sessionId === undefined ? 'missing' : 'waiting' }
}

function useOpened(sessionId: string | undefined, exchange: Exchange): Wall | undefined {
  const [wall, setWall] = useState<Wall | undefined>(undefined)
  useEffect(() => {
    if (sessionId === undefined) return
    const opened = createWall({
      url: location.origin,
      sessionId,
      timers: browserTimers,
      random: Math.random,
      now: deviceNow,
      onWake,
      connect: (url) => new WebSocket(url),
    })
    setWall(opened)
    return () => {
      setWall(undefined)
      opened.close()
    }
  }, [sessionId])
  useEffect(() => {
    if (exchange.kind === 'done') wall?.hurry()
  }, [exchange, wall])
  return wall
}

/** Another link opened in the same tab changes the fragment alone. */
function useExchange(): Exchange {
  const { api } = useEngine()
  const [exchange, setExchange] = useState<Exchange>(() => ({ kind: passInAddress() ? 'asking' : 'none' }))
  useEffect(() => {
    let isHere = true
    const give = async () => {
      const pass = passInAddress()
      if (!pass) return
      setExchange({ kind: 'asking' })
      const answer = await api.post<{ ok: true; sessionId: string }>('/api/passes/exchange', { pass })
      if (!isHere) return
      // Without a line the pass stays in the address: it is all that there is to try again with.
      if (answer.ok || !answer.code.startsWith('device/')) history.replaceState(history.state, '', bare())
      if (answer.ok) setExchange({ kind: 'done', sessionId: answer.sessionId })
      else if (answer.code.startsWith('device/')) setTimeout(() => isHere && void give(), AGAIN_MS)
      else setExchange({ kind: 'failed', code: answer.code })
    }
    const onHash = () => void give()
    void give()
    window.addEventListener('hashchange', onHash)
    return () => {
      isHere = false
      window.removeEventListener('hashchange', onHash)
    }
  }, [api])
  return exchange
}

const passInAddress = (): string | null => new URLSearchParams(location.hash.slice(1)).get('pass')

const bare = (): string => location.pathname + location.search

/** A rehearsal is on no list: after a reload its screen still knows which one it is. */
function useRemembered(code: string, exchange: Exchange): string | undefined {
  const storage = useMemo(deviceStorage, [])
  const name = `quesiti:wall:${code}`
  useEffect(() => {
    if (exchange.kind !== 'done') return
    try {
      storage.setItem(name, exchange.sessionId)
    } catch {
      // A full device only means that the link is needed again.
    }
  }, [storage, name, exchange])
  return storage.getItem(name) ?? undefined
}

/** A projector that starts before the network is up tries again by itself. */
function useUntilListed(isMissing: boolean): void {
  const { catalogue } = useEngine()
  useEffect(() => {
    if (!isMissing) return
    const timer = setInterval(() => void catalogue.load(), AGAIN_MS)
    return () => clearInterval(timer)
  }, [isMissing, catalogue])
}
