/**
 * Installs the service worker once the page has nothing else to do, looks for a newer one now and then, and says when the
 * page is of an older build. Nothing is ever reloaded by itself: somebody may be typing.
 */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Installed } from './worker-scope.ts'

/** What the first view still fetches comes first. */
const AFTER_MS = 5_000
const LOOK_AGAIN_MS = 30 * 60_000

const isOlder = signal(false)

/** A newer build than this page's is there, and comes with the next reload. */
export const isPageOlder: ReadonlySignal<boolean> = isOlder

/** `entry`: the path of the script that this page was started by. */
export function keepFiles(entry: string, worker: ServiceWorkerContainer | undefined): void {
  if (!worker) return
  worker.addEventListener('message', ({ data }: MessageEvent<Partial<Installed> | null>) => {
    if (data?.type === 'quesiti:installed') isOlder.value = data.entry !== entry
  })
  setTimeout(() => {
    // Where it isn't allowed, the pages work as they did; without a network nothing opens them.
    worker.register('/sw.js').then(lookAgain, () => undefined)
  }, AFTER_MS)
}

function lookAgain(registration: ServiceWorkerRegistration): void {
  let lookedAt = performance.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || performance.now() - lookedAt < LOOK_AGAIN_MS) return
    lookedAt = performance.now()
    registration.update().catch(() => undefined)
  })
}
