/**
 * What a body is, which programme it may join and whether the law makes it manage its functions with others. These are
 * two different questions: the second never closes the door of the first. It knows no table and no clock.
 */
import type { BodyFacts } from './rows.ts'
import { hasSpecialStatute } from './territory.ts'

export const BODY_KINDS = [
  'COMUNE',
  'UNIONE',
  'COMUNITA_MONTANA',
  'CONVENZIONE',
  'CONSORZIO',
  'AMBITO',
  'PROVINCIA',
  'OTHER',
] as const
export type BodyKind = (typeof BODY_KINDS)[number]

/** How many lived there, on which day and who says so: taken at enrolment, it holds for the whole edition. */
export type Population = { readonly residents: number; readonly date: string | null; readonly source: string }

export type Body = {
  readonly id: string
  readonly kind: BodyKind
  readonly name: string
  /** Of the seat, where a union lies in two. */
  readonly region: string
  /** Two letters each, the seat's first. */
  readonly provinces: readonly string[]
  readonly istatCode: string | null
  readonly residents: number | null
  /** Belongs, or belonged, to a mountain community. */
  readonly mountain: boolean
  /** Its territory is one or more islands and nothing else. */
  readonly island: boolean
  readonly bornFromMerger: boolean
  /** Days, `YYYY-MM-DD`; from `validTo` on the body is no more. */
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly successorId: string | null
}

export type EligibilityRules = { readonly regions: readonly string[]; readonly residentsMax: number }

/** The first edition's (E7). */
export const FIRST_EDITION: EligibilityRules = {
  regions: ['Piemonte', 'Toscana', 'Puglia', 'Sicilia'],
  residentsMax: 5_000,
}

export type EligibilityReason =
  | 'OK_COMUNE'
  | 'OK_UNIONE'
  | 'POPULATION_OVER_5000'
  | 'REGION_NOT_IN_EDITION'
  | 'BODY_TYPE_NOT_ADMITTED'
  | 'BODY_CLOSED'
  | 'NEEDS_REVIEW'
  | 'EXCEPTION_GRANTED'

export type Eligibility = {
  readonly eligible: boolean
  readonly reason: EligibilityReason
  /** Whether it counts among the beneficiaries. */
  readonly counted: boolean
}

export type EligibilityCase = {
  readonly rules: EligibilityRules
  /** The day it is asked for, `YYYY-MM-DD`. */
  readonly day: string
  /** E5: what was noted at enrolment; later changes do not expel. */
  readonly enrolledWith?: Population | null
  /** E3: granted with a motive by an administrator; an agreement between bodies (E4) can't have one. */
  readonly exception?: { readonly motive: string; readonly counted: boolean } | null
}

const refused = (reason: EligibilityReason): Eligibility => ({ eligible: false, reason, counted: false })
const admitted = (reason: EligibilityReason): Eligibility => ({ eligible: true, reason, counted: true })

/** E1 to E7. */
export function eligibility(
  body: Body,
  { rules, day, enrolledWith, exception }: EligibilityCase,
): Eligibility {
  if (!isOpenOn(body, day)) return refused('BODY_CLOSED')
  if (body.kind !== 'COMUNE' && body.kind !== 'UNIONE') {
    if (!exception || body.kind === 'CONVENZIONE') return refused('BODY_TYPE_NOT_ADMITTED')
    return { eligible: true, reason: 'EXCEPTION_GRANTED', counted: exception.counted }
  }
  if (!rules.regions.includes(body.region)) return refused('REGION_NOT_IN_EDITION')
  if (body.kind === 'UNIONE') return admitted('OK_UNIONE')
  const residents = enrolledWith?.residents ?? body.residents
  if (residents === null) return refused('NEEDS_REVIEW')
  return residents <= rules.residentsMax ? admitted('OK_COMUNE') : refused('POPULATION_OVER_5000')
}

export const isOpenOn = (body: Pick<Body, 'validFrom' | 'validTo'>, day: string): boolean =>
  (body.validFrom === null || body.validFrom <= day) && (body.validTo === null || day < body.validTo)

/** E5: what an enrolment keeps. Without residents there is nothing to keep and E6 holds. */
export const populationAtEnrolment = (
  body: Pick<Body, 'residents'>,
  origin: { date: string | null; source: string },
): Population | null => (body.residents === null ? null : { residents: body.residents, ...origin })

export type Obligation =
  | 'OBLIGED'
  | 'NOT_OBLIGED'
  | 'EXCLUDED_ISLAND'
  | 'EXCLUDED_ENCLAVE'
  | 'TO_BE_ASSESSED_SPECIAL_STATUTE'
  | 'TO_BE_ASSESSED_MERGER_EXEMPTION'
  | 'TO_BE_ASSESSED_POPULATION'

const CAMPIONE_D_ITALIA = '013040'
const OBLIGED_RESIDENTS_MAX = 5_000
const OBLIGED_MOUNTAIN_RESIDENTS_MAX = 3_000

/** Whether the law makes this municipality manage its functions with others: shown, never a gate. Null where it is none. */
export function jointManagementObligation(body: Body): Obligation | null {
  if (body.kind !== 'COMUNE') return null
  if (body.island) return 'EXCLUDED_ISLAND'
  if (body.istatCode === CAMPIONE_D_ITALIA) return 'EXCLUDED_ENCLAVE'
  if (hasSpecialStatute(body.region)) return 'TO_BE_ASSESSED_SPECIAL_STATUTE'
  if (body.bornFromMerger) return 'TO_BE_ASSESSED_MERGER_EXEMPTION'
  if (body.residents === null) return 'TO_BE_ASSESSED_POPULATION'
  const max = body.mountain ? OBLIGED_MOUNTAIN_RESIDENTS_MAX : OBLIGED_RESIDENTS_MAX
  return body.residents <= max ? 'OBLIGED' : 'NOT_OBLIGED'
}

/** The functions of D.L. 78/2010 art. 14 c. 27, by letter; registers and elections alone stay out of the obligation. */
export const FUNDAMENTAL_FUNCTIONS = [
  { letter: 'a', code: 'GENERAL_ADMIN', compulsory: true },
  { letter: 'b', code: 'LOCAL_PUBLIC_SERVICES', compulsory: true },
  { letter: 'c', code: 'CADASTRE', compulsory: true },
  { letter: 'd', code: 'TOWN_PLANNING', compulsory: true },
  { letter: 'e', code: 'CIVIL_PROTECTION', compulsory: true },
  { letter: 'f', code: 'WASTE', compulsory: true },
  { letter: 'g', code: 'SOCIAL_SERVICES', compulsory: true },
  { letter: 'h', code: 'SCHOOLS', compulsory: true },
  { letter: 'i', code: 'LOCAL_POLICE', compulsory: true },
  { letter: 'l', code: 'REGISTRY_CIVIL_STATUS_ELECTORAL', compulsory: false },
  { letter: 'l-bis', code: 'STATISTICS', compulsory: true },
] as const
export type FunctionLetter = (typeof FUNDAMENTAL_FUNCTIONS)[number]['letter']

export type Membership = {
  readonly unionId: string
  readonly memberId: string
  readonly functions: readonly FunctionLetter[]
}

/** Functions that a member gave to two unions, which c. 29 does not allow: a warning, not a refusal. */
export function functionsGivenTwice(
  memberships: readonly Membership[],
): { memberId: string; letter: FunctionLetter; unionIds: string[] }[] {
  const unionsOf = new Map<string, { memberId: string; letter: FunctionLetter; unionIds: string[] }>()
  for (const { unionId, memberId, functions } of memberships) {
    for (const letter of functions) {
      const key = `${memberId} ${letter}`
      const found = unionsOf.get(key) ?? { memberId, letter, unionIds: [] }
      if (!found.unionIds.includes(unionId)) found.unionIds.push(unionId)
      unionsOf.set(key, found)
    }
  }
  return [...unionsOf.values()].filter((given) => given.unionIds.length > 1)
}

/** The members through which a union reaches municipalities of the edition: those that could have enrolled themselves. */
export const membersReached = (members: readonly Body[], at: EligibilityCase): Body[] =>
  members.filter((member) => member.kind === 'COMUNE' && eligibility(member, at).eligible)

export type PopulationClass = 'to-1000' | 'to-5000' | 'over-5000'

export function populationClass(residents: number | null): PopulationClass | null {
  if (residents === null) return null
  if (residents <= 1_000) return 'to-1000'
  return residents <= 5_000 ? 'to-5000' : 'over-5000'
}

/** What a question keeps of its asker's body. */
export const factsOf = (body: Body): BodyFacts => ({
  id: body.id,
  name: body.name,
  kind: body.kind === 'COMUNE' || body.kind === 'UNIONE' ? body.kind : 'OTHER',
  region: body.region,
  residents: body.residents,
  mountain: body.mountain,
  island: body.island,
})
