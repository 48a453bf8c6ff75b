/** How long to wait before trying again: longer each time, and anywhere within it, so that many don't come at once. */
export type Backoff = { readonly firstMs: number; readonly mostMs: number }

export const RECONNECT: Backoff = { firstMs: 500, mostMs: 10_000 }
export const RESEND: Backoff = { firstMs: 500, mostMs: 15_000 }

/** `random` is in 0..1; `tries` counts those that failed, from 0. */
export const waitMs = ({ firstMs, mostMs }: Backoff, tries: number, random: () => number): number =>
  Math.round(random() * Math.min(mostMs, firstMs * 2 ** Math.min(tries, 20)))
