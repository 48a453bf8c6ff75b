/**
 * The content pack that ships with the project: invented questions, answers, people and bodies, word lists, and the
 * registry of the four regions. Each file is checked when it is first asked for. It knows no database.
 */
import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import type { Body } from '../../server/domain/body.ts'
import type { RegistryRow } from '../../server/domain/registry.ts'
import { findRegion } from '../../server/domain/territory.ts'
import { answersFile, cannedFile, questionsFile } from './content-schema.ts'
import { calendarFile, municipalitiesFile, peopleFile, wordsFile } from './lists-schema.ts'

export type Words = z.infer<typeof wordsFile>

/** An invented body, the members of an invented union, and what the rules must say of it. */
export type DemoBody = {
  readonly body: Body
  readonly memberIds: readonly string[]
  readonly expected: z.infer<typeof questionsFile>['demo_bodies'][number]['expected']
}

const folder = new URL('./', import.meta.url)

const lazy = <Schema extends z.ZodType>(file: string, schema: Schema): (() => z.infer<Schema>) => {
  let value: z.infer<Schema> | undefined
  return () => {
    value ??= read(file, schema)
    return value
  }
}

function read<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  const result = schema.safeParse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new Error(`db/content/${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`)
}

const questions = lazy('questions.json', questionsFile)
const answers = lazy('answers.json', answersFile)
const canned = lazy('canned.json', cannedFile)
const people = lazy('people.json', peopleFile)
const calendar = lazy('calendar.json', calendarFile)
const municipalities = lazy('municipalities.json', municipalitiesFile)

export const getWords = lazy('words.json', wordsFile)

export const listThemes = () => questions().themes
export const listTopics = () => questions().subtopics
export const listContentQuestions = () => questions().questions
export const listClusters = () => questions().clusters
export const listContentAnswers = () => answers().answers
export const listCannedTexts = () => canned().canned_texts
export const listModeratorReasons = () => canned().moderator_reasons
export const listCannedVariables = () => canned().variables
export const listExperts = () => people().experts
export const listModerators = () => people().moderators
export const listSecretariat = () => people().secretariat
export const listObservers = () => people().ministry_observers
export const listAdministrators = () => people().programme_administrators
export const listOfficials = () => people().officials
export const listForumDays = () => calendar().forum_days
export const listEditionPhases = () => calendar().phases

export const listDemoBodies = (): DemoBody[] =>
  questions().demo_bodies.map((demo) => ({
    body: {
      id: demo.id,
      kind: demo.type,
      name: demo.name,
      region: demo.region,
      provinces: [demo.seat_province, ...demo.provinces.filter((one) => one !== demo.seat_province)],
      istatCode: null,
      residents: demo.resident_population,
      mountain: demo.mountain_community_member_or_former,
      island: demo.territory_entirely_insular,
      bornFromMerger: demo.born_from_merger,
      validFrom: null,
      validTo: null,
      successorId: null,
    },
    memberIds: demo.member_body_ids,
    expected: demo.expected,
  }))

export type ShippedRegistry = {
  /** To be named wherever the figures are shown. */
  readonly source: string
  readonly reference: string
  readonly rows: readonly RegistryRow[]
}

/** The municipalities of the first edition's regions with up to 5,000 residents. */
export function getShippedRegistry(): ShippedRegistry {
  const { source, reference, residentsDate, regions } = municipalities()
  const rows = Object.entries(regions).flatMap(([name, list]) => {
    const region = findRegion(name)
    if (!region) throw new Error(`db/content/municipalities.json: no region is called ${name}`)
    return list.map(([istatCode, place, province, residents]) => ({
      istatCode,
      name: place,
      region,
      province,
      residents,
      date: residentsDate,
    }))
  })
  return { source, reference, rows }
}
