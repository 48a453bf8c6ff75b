/**
 * The hash chain over a log. An entry's hash covers all its facts and the hash before it; what a person wrote is bound
 * by a commitment, so that erasing text and salt leaves the chain whole.
 */
import { createHmac, hash } from 'node:crypto'
import { randomPooled } from './entropy.ts'

export const GENESIS = '0'.repeat(64)

export type Entry = {
  readonly seq: number
  readonly kind: string
  readonly entity: string
  readonly entityId: string
  /** Canonical JSON. */
  readonly data: string
  readonly textRev: number | null
  /** Tags, sorted, joined by a space. */
  readonly audience: string
  readonly actorId: string
  readonly at: number
  readonly commitment: string | null
}

/** JSON with sorted keys and no white space: the same text for the same value, on every machine. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  let text = '{'
  for (const key of Object.keys(value).sort()) {
    const field = (value as Record<string, unknown>)[key]
    if (field === undefined) continue
    text += `${text.length > 1 ? ',' : ''}${JSON.stringify(key)}:${canonical(field)}`
  }
  return `${text}}`
}

export const newSalt = (): string => randomPooled(16).toString('base64url')

export const commitmentOf = (salt: string, canonicalText: string): string =>
  createHmac('sha256', salt).update(canonicalText).digest('hex')

/** The hash of the entry that follows the one whose hash is `previous`. */
export const hashOf = (previous: string, entry: Entry): string =>
  hash(
    'sha256',
    `${previous}\n${JSON.stringify([
      entry.seq,
      entry.kind,
      entry.entity,
      entry.entityId,
      entry.data,
      entry.textRev,
      entry.audience,
      entry.actorId,
      entry.at,
      entry.commitment,
    ])}`,
    'hex',
  )
