/** What a service worker is given, as far as ours uses it: the library of the pages doesn't know it. */
type Extendable = Event & { waitUntil(work: Promise<unknown>): void }
type Fetching = Extendable & { readonly request: Request; respondWith(answer: Promise<Response>): void }

export type WorkerScope = {
  readonly location: Location
  readonly caches: CacheStorage
  readonly clients: {
    claim(): Promise<void>
    matchAll(options: {
      includeUncontrolled: boolean
    }): Promise<readonly { postMessage(message: unknown): void }[]>
  }
  skipWaiting(): Promise<void>
  addEventListener(name: 'install' | 'activate', run: (event: Extendable) => void): void
  addEventListener(name: 'fetch', run: (event: Fetching) => void): void
}

/** Of one build. All but `entry` are paths. */
export type Build = {
  /** The script by which a build is known: its name changes with anything in it. */
  readonly entry: string
  /** What a participant's pages need: fetched when the worker is installed. */
  readonly files: readonly string[]
  /** The rest, kept when it is used. */
  readonly others: readonly string[]
}

/** From the worker to every page: this build is installed. */
export type Installed = { readonly type: 'quesiti:installed'; readonly entry: string }
