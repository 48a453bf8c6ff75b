/** A filter for the chaos proxy between a process and Redis: a share of the published messages is lost, nothing else is. */
import type { Filter } from './chaos-proxy.ts'

export type Loss = { readonly filter: Filter; readonly counts: { passed: number; lost: number } }

export function lossyRedis(share: number, random: () => number): Loss {
  const counts = { passed: 0, lost: 0 }
  const isLost = (reply: Buffer): boolean => {
    if (!MESSAGE.test(reply.toString('latin1', 0, 32))) return false
    const lost = random() < share
    counts[lost ? 'lost' : 'passed'] += 1
    return lost
  }
  return {
    counts,
    filter: () => {
      let rest: Buffer = Buffer.alloc(0)
      return (chunk) => {
        rest = Buffer.concat([rest, chunk])
        const kept: Buffer[] = []
        for (let end = endOfReply(rest, 0); end > 0; end = endOfReply(rest, 0)) {
          const reply = rest.subarray(0, end)
          if (!isLost(reply)) kept.push(reply)
          rest = rest.subarray(end)
        }
        return Buffer.concat(kept)
      }
    },
  }
}

const MESSAGE = /^[>*][34]\r\n\$\d\r\n[ps]?message\r\n/
const MISSING = -1
const isOneOf = (kinds: string, byte: number | undefined) =>
  byte !== undefined && kinds.includes(String.fromCharCode(byte))

/** Where the reply that begins at `start` ends; -1 while part of it is missing. */
function endOfReply(bytes: Buffer, start: number): number {
  const lineEnd = bytes.indexOf('\r\n', start)
  if (lineEnd < 0) return MISSING
  const kind = bytes[start]
  const count = Number(bytes.toString('latin1', start + 1, lineEnd))
  let end = lineEnd + 2
  if (isOneOf('$=!', kind) && count >= 0) {
    end += count + 2
    return end <= bytes.length ? end : MISSING
  }
  const parts = isOneOf('*~>', kind) ? count : isOneOf('%|', kind) ? 2 * count : 0
  for (let part = 0; part < parts && end > 0; part += 1) end = endOfReply(bytes, end)
  return end
}
