/**
 * A short fingerprint of a value's JSON, to tell two saves of the same revision apart. It guards against accidents, not
 * against anybody: what must withstand people is hashed in `db/chain.ts`.
 */

/** 53 bits as base 36. The mixing is cyrb53's, by bryc, in the public domain. */
export function digestOf(value: unknown): string {
  const text = JSON.stringify(value) ?? ''
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let place = 0; place < text.length; place++) {
    const unit = text.charCodeAt(place)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36)
}
