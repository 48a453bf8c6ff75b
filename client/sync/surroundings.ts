/** What the engine needs from around it, passed in so that tests need neither sleep nor a browser. */

/** Gives back the function that calls it off. */
export type Timers = { after(ms: number, run: () => void): () => void }

export type DeviceStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** Tells tabs of one browser apart, and whether another one is still there. */
export type Tabs = {
  readonly id: string
  /** Runs `work` if the tab of that id is no more, and nobody else is doing the same. */
  ifLeft(tabId: string, work: () => void): Promise<void>
}

export type Random = () => number
