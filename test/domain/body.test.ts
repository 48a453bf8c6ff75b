/** Eligibility and legal obligation: the edge cases as the programme lists them, and the content's twenty bodies. */
import { describe, expect, it } from 'vitest'
import { listDemoBodies } from '../../db/content/content.ts'
import {
  type Body,
  eligibility,
  FIRST_EDITION,
  FUNDAMENTAL_FUNCTIONS,
  factsOf,
  functionsGivenTwice,
  isOpenOn,
  jointManagementObligation,
  membersReached,
  populationAtEnrolment,
  populationClass,
} from '../../server/domain/body.ts'

const today = { rules: FIRST_EDITION, day: '2026-11-25' }

const makeBody = (over: Partial<Body> = {}): Body => ({
  id: 'b1',
  kind: 'COMUNE',
  name: 'Comune di Prova',
  region: 'Toscana',
  provinces: ['SI'],
  istatCode: null,
  residents: 3_500,
  mountain: false,
  island: false,
  bornFromMerger: false,
  validFrom: null,
  validTo: null,
  successorId: null,
  ...over,
})

describe('the edge cases of the programme', () => {
  it.each([
    ['limit included', { residents: 5_000 }, 'OK_COMUNE', 'OBLIGED'],
    ['one above', { residents: 5_001 }, 'POPULATION_OVER_5000', 'NOT_OBLIGED'],
    [
      'the classic wrong rejection',
      { residents: 4_200, mountain: true, region: 'Piemonte' },
      'OK_COMUNE',
      'NOT_OBLIGED',
    ],
    ['mountain 3,000', { residents: 3_000, mountain: true }, 'OK_COMUNE', 'OBLIGED'],
    ['mountain 3,001', { residents: 3_001, mountain: true }, 'OK_COMUNE', 'NOT_OBLIGED'],
    ['island', { residents: 390, island: true }, 'OK_COMUNE', 'EXCLUDED_ISLAND'],
    ['union with a large member', { kind: 'UNIONE', residents: 21_300 }, 'OK_UNIONE', null],
    [
      'lead body of an agreement',
      { residents: 7_200, region: 'Piemonte' },
      'POPULATION_OVER_5000',
      'NOT_OBLIGED',
    ],
    [
      'outside the regions',
      { residents: 900, region: 'Liguria', mountain: true },
      'REGION_NOT_IN_EDITION',
      'OBLIGED',
    ],
    [
      'region wins over residents',
      { residents: 9_000, region: 'Liguria' },
      'REGION_NOT_IN_EDITION',
      'NOT_OBLIGED',
    ],
    [
      'union over two provinces',
      { kind: 'UNIONE', region: 'Puglia', provinces: ['LE', 'BR'] },
      'OK_UNIONE',
      null,
    ],
    [
      'special statute',
      { residents: 1_830, region: 'Sicilia' },
      'OK_COMUNE',
      'TO_BE_ASSESSED_SPECIAL_STATUTE',
    ],
    ['merged', { residents: 4_310, bornFromMerger: true }, 'OK_COMUNE', 'TO_BE_ASSESSED_MERGER_EXEMPTION'],
    ['mountain community', { kind: 'COMUNITA_MONTANA' }, 'BODY_TYPE_NOT_ADMITTED', null],
    ['agreement', { kind: 'CONVENZIONE' }, 'BODY_TYPE_NOT_ADMITTED', null],
    ['residents unknown', { residents: null }, 'NEEDS_REVIEW', 'TO_BE_ASSESSED_POPULATION'],
    ['Campione', { istatCode: '013040', region: 'Lombardia' }, 'REGION_NOT_IN_EDITION', 'EXCLUDED_ENCLAVE'],
  ] as const)('E1-E7 %s', (_case, over, reason, obligation) => {
    const body = makeBody(over)
    const result = eligibility(body, today)
    expect(result.reason).toBe(reason)
    expect(result.eligible).toBe(reason.startsWith('OK_'))
    expect(result.counted).toBe(result.eligible)
    expect(jointManagementObligation(body)).toBe(obligation)
  })

  it('E3 an exception admits another type, counted only where it says so; E4 never an agreement', () => {
    const consortium = makeBody({ kind: 'CONSORZIO' })
    const exception = { motive: 'deroga motivata', counted: false }
    expect(eligibility(consortium, { ...today, exception })).toEqual({
      eligible: true,
      reason: 'EXCEPTION_GRANTED',
      counted: false,
    })
    expect(eligibility(consortium, { ...today, exception: { ...exception, counted: true } }).counted).toBe(
      true,
    )
    const agreement = makeBody({ kind: 'CONVENZIONE' })
    expect(eligibility(agreement, { ...today, exception }).reason).toBe('BODY_TYPE_NOT_ADMITTED')
    expect(eligibility(makeBody({ residents: 6_000 }), { ...today, exception }).eligible).toBe(false)
  })

  it('E5 a body that crosses 5,000 in the middle of the edition stays, its obligation follows today', () => {
    const before = makeBody({ residents: 4_990 })
    const enrolledWith = populationAtEnrolment(before, { date: '2024-12-31', source: 'ANPR' })
    const after = makeBody({ residents: 5_020 })
    expect(eligibility(after, { ...today, enrolledWith }).reason).toBe('OK_COMUNE')
    expect(eligibility(after, today).reason).toBe('POPULATION_OVER_5000')
    expect(jointManagementObligation(after)).toBe('NOT_OBLIGED')
    expect(populationAtEnrolment(makeBody({ residents: null }), { date: null, source: 'ANPR' })).toBeNull()
  })

  it('E8 a municipality and its union may both enrol', () => {
    const member = makeBody({ id: 'm' })
    expect(eligibility(member, today).eligible).toBe(true)
    expect(eligibility(makeBody({ id: 'u', kind: 'UNIONE' }), today).eligible).toBe(true)
  })

  it('closes the bodies of a merger on the day of the new one', () => {
    const old = makeBody({ validTo: '2026-01-01', successorId: 'new' })
    const merged = makeBody({ id: 'new', validFrom: '2026-01-01', bornFromMerger: true })
    expect(isOpenOn(old, '2025-12-31')).toBe(true)
    expect(isOpenOn(merged, '2025-12-31')).toBe(false)
    expect(eligibility(old, today).reason).toBe('BODY_CLOSED')
    expect(eligibility(merged, today).reason).toBe('OK_COMUNE')
    expect(eligibility(merged, { ...today, day: '2025-12-31' }).reason).toBe('BODY_CLOSED')
  })

  it('reaches through a union only members that could enrol themselves', () => {
    const members = [
      makeBody({ id: 'in' }),
      makeBody({ id: 'large', residents: 7_000 }),
      makeBody({ id: 'elsewhere', region: 'Liguria' }),
      makeBody({ id: 'other', kind: 'CONSORZIO' }),
    ]
    expect(membersReached(members, today).map((member) => member.id)).toEqual(['in'])
  })

  it('warns of a function given to two unions', () => {
    const memberships = [
      { unionId: 'u1', memberId: 'm', functions: ['g', 'i'] },
      { unionId: 'u2', memberId: 'm', functions: ['g'] },
      { unionId: 'u2', memberId: 'n', functions: ['g'] },
    ] as const
    expect(functionsGivenTwice(memberships)).toEqual([{ memberId: 'm', letter: 'g', unionIds: ['u1', 'u2'] }])
  })

  it('leaves registers and elections alone out of the obligation', () => {
    expect(FUNDAMENTAL_FUNCTIONS.filter((one) => !one.compulsory).map((one) => one.letter)).toEqual(['l'])
    expect(FUNDAMENTAL_FUNCTIONS).toHaveLength(11)
  })
})

describe("the content's bodies", () => {
  it.each(listDemoBodies().map((demo) => [demo.body.name, demo] as const))('%s', (_name, demo) => {
    const result = eligibility(demo.body, today)
    expect({
      eligible: result.eligible,
      reason_code: result.reason,
      joint_management_obligation: jointManagementObligation(demo.body),
    }).toEqual(demo.expected)
  })

  it('are twenty', () => {
    expect(listDemoBodies()).toHaveLength(20)
  })
})

it.each([
  [0, 'to-1000'],
  [1_000, 'to-1000'],
  [1_001, 'to-5000'],
  [5_000, 'to-5000'],
  [5_001, 'over-5000'],
  [null, null],
] as const)('%s residents are of the class %s', (residents, expected) => {
  expect(populationClass(residents)).toBe(expected)
})

it('tells a question no more of a body than it needs', () => {
  expect(factsOf(makeBody({ kind: 'CONSORZIO' }))).toEqual({
    id: 'b1',
    name: 'Comune di Prova',
    kind: 'OTHER',
    region: 'Toscana',
    residents: 3_500,
    mountain: false,
    island: false,
  })
})
