/** Questions that the reader has said are different from the one that is read: kept on the device, not proposed again. */
import { useState } from 'preact/hooks'
import { deviceStorage } from '../../../sync/browser.ts'

const NAME = 'quesiti:different'
const KEPT_AT_MOST = 500

export function useDifferent(leadId: string) {
  const [pairs, setPairs] = useState(stored)
  return {
    has: (id: string) => pairs.includes(pairOf(leadId, id)),
    add: (id: string) => {
      const next = [...pairs, pairOf(leadId, id)].slice(-KEPT_AT_MOST)
      setPairs(next)
      try {
        deviceStorage().setItem(NAME, JSON.stringify(next))
      } catch {
        // A full device only means that they are proposed again after a reload.
      }
    },
  }
}

/** Different from each other, whichever of them is read. */
const pairOf = (one: string, two: string): string => [one, two].sort().join(' ')

function stored(): readonly string[] {
  try {
    const pairs: unknown = JSON.parse(deviceStorage().getItem(NAME) ?? '[]')
    return Array.isArray(pairs) ? pairs.filter((pair) => typeof pair === 'string') : []
  } catch {
    return []
  }
}
