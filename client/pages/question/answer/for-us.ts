/** Whether an answer is good for the reader's body, as far as its conditions and what is known of the body tell. */
import type { Conditions } from '../../../../server/domain/commands.ts'
import { hasSpecialStatute } from '../../../../server/domain/territory.ts'

export type OwnBody = {
  readonly kind: string
  readonly region: string
  readonly residents?: number | null | undefined
  readonly mountain?: boolean | undefined
}

export type ForUs =
  | { readonly kind: 'yes'; readonly isForAll: boolean }
  | { readonly kind: 'no'; readonly why: Reason }
  /** What decides it is not known here: the reader looks for themselves. */
  | { readonly kind: 'depends'; readonly on: Reason }

export type Reason =
  | { readonly kind: 'bodyTypes'; readonly types: readonly string[] }
  | { readonly kind: 'regions'; readonly regions: readonly string[] }
  | { readonly kind: 'specialStatute'; readonly only: boolean }
  | { readonly kind: 'mountain'; readonly only: boolean }
  | { readonly kind: 'residents'; readonly min: number | undefined; readonly max: number | undefined }

/** Undefined where the answer says nothing of conditions: then its own words are all there is. */
export function forUs(conditions: Conditions | undefined, body: OwnBody): ForUs | undefined {
  if (!conditions) return undefined
  const { bodyTypes, regions, specialStatuteRegion, mountain, minResidents, maxResidents } = conditions
  if (bodyTypes?.length && !bodyTypes.includes(body.kind))
    return { kind: 'no', why: { kind: 'bodyTypes', types: bodyTypes } }
  if (regions?.length && !regions.includes(body.region))
    return { kind: 'no', why: { kind: 'regions', regions } }
  if (specialStatuteRegion !== undefined && hasSpecialStatute(body.region) !== specialStatuteRegion)
    return specialStatuteRegion
      ? { kind: 'no', why: { kind: 'specialStatute', only: true } }
      : { kind: 'depends', on: { kind: 'specialStatute', only: false } }
  const byMountain = mountain === undefined || body.mountain === mountain
  if (!byMountain) return undecided({ kind: 'mountain', only: mountain }, body.mountain !== undefined)
  // Of a union's inhabitants no rule of municipalities speaks.
  const residents = (body.kind === 'COMUNE' ? body.residents : null) ?? null
  const isWithin =
    residents !== null && residents >= (minResidents ?? 0) && residents <= (maxResidents ?? residents)
  const counts = minResidents !== undefined || maxResidents !== undefined
  if (counts && !isWithin)
    return undecided({ kind: 'residents', min: minResidents, max: maxResidents }, residents !== null)
  const narrows = counts || mountain !== undefined || specialStatuteRegion !== undefined
  const isForAll = !bodyTypes?.length && !regions?.length && !narrows
  return { kind: 'yes', isForAll }
}

/** What is known of the body says no; what isn't, leaves it to the reader. */
const undecided = (reason: Reason, isKnown: boolean): ForUs =>
  isKnown ? { kind: 'no', why: reason } : { kind: 'depends', on: reason }
