/** Random bytes from a pool: asking the system for a few at a time costs more than what they are used for. */
import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(8_192)
let used = pool.length

/** `count` fresh random bytes; a pool's byte is given out once. */
export function randomPooled(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += count
  return Buffer.from(pool.subarray(used - count, used))
}
