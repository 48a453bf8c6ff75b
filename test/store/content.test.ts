/** The content pack holds together: every id named exists, and the figures are those promised. */
import { describe, expect, it } from 'vitest'
import {
  getShippedRegistry,
  getWords,
  listAdministrators,
  listCannedTexts,
  listCannedVariables,
  listClusters,
  listContentAnswers,
  listContentQuestions,
  listDemoBodies,
  listEditionPhases,
  listExperts,
  listForumDays,
  listModeratorReasons,
  listModerators,
  listObservers,
  listOfficials,
  listSecretariat,
  listThemes,
  listTopics,
} from '../../db/content/content.ts'
import { FIRST_EDITION } from '../../server/domain/body.ts'

const idsOf = (rows: readonly { readonly id: string }[]) => {
  const ids = new Set(rows.map((row) => row.id))
  expect(ids.size, 'every id is there once').toBe(rows.length)
  return ids
}

describe('the content pack', () => {
  it('has the figures it promises', () => {
    expect([listThemes().length, listTopics().length]).toEqual([3, 23])
    expect([listContentQuestions().length, listContentAnswers().length]).toEqual([60, 15])
    expect([listClusters().length, listDemoBodies().length, listForumDays().length]).toEqual([9, 20, 4])
    expect([listExperts().length, listModerators().length, listOfficials().length]).toEqual([6, 2, 38])
    expect([listSecretariat().length, listObservers().length, listAdministrators().length]).toEqual([2, 1, 1])
    expect([listCannedTexts().length, listModeratorReasons().length]).toEqual([12, 10])
    expect([listEditionPhases().length, getWords().synonyms.length]).toEqual([8, 71])
  })

  it('names only what exists', () => {
    const themes = idsOf(listThemes())
    const topics = idsOf(listTopics())
    const bodies = idsOf(listDemoBodies().map((demo) => demo.body))
    const questions = idsOf(listContentQuestions())
    const answers = idsOf(listContentAnswers())
    const missing = (ids: ReadonlySet<string>, named: readonly (string | null)[]) =>
      named.filter((one) => one !== null && !ids.has(one))
    const all = listContentQuestions()
    expect(
      missing(
        themes,
        [...listTopics(), ...all].map((one) => one.theme),
      ),
    ).toEqual([])
    expect(
      missing(
        themes,
        listForumDays().flatMap((one) => one.themes),
      ),
    ).toEqual([])
    expect(
      missing(
        topics,
        all.map((one) => one.subtopic),
      ),
    ).toEqual([])
    expect(
      missing(
        topics,
        listExperts().flatMap((one) => one.subtopics),
      ),
    ).toEqual([])
    expect(
      missing(
        bodies,
        [...all, ...listOfficials()].map((one) => one.body_id),
      ),
    ).toEqual([])
    expect(
      missing(
        bodies,
        listDemoBodies().flatMap((one) => one.memberIds),
      ),
    ).toEqual([])
    expect(
      missing(
        bodies,
        listExperts().map((one) => one.employer_body_id),
      ),
    ).toEqual([])
    expect(
      missing(
        questions,
        all.flatMap((one) => [one.merge_into, ...one.similar_to]),
      ),
    ).toEqual([])
    expect(
      missing(
        questions,
        listOfficials().flatMap((one) => one.question_ids),
      ),
    ).toEqual([])
    expect(
      missing(
        questions,
        listContentAnswers().flatMap((one) => one.question_ids),
      ),
    ).toEqual([])
    expect(
      missing(
        answers,
        all.map((one) => one.answer_id),
      ),
    ).toEqual([])
  })

  it('gives every question one asker of its own body', () => {
    const askers = listOfficials().flatMap((one) => one.question_ids.map((id) => [id, one.body_id] as const))
    expect(askers).toHaveLength(60)
    const bodyOf = new Map(askers)
    for (const question of listContentQuestions()) expect(bodyOf.get(question.id)).toBe(question.body_id)
  })

  it('joins exactly the questions whose triage says so', () => {
    const joined = listClusters().flatMap((one) => one.merged_question_ids)
    const expected = listContentQuestions().filter((one) => one.expected_triage === 'merge')
    expect(joined.toSorted()).toEqual(expected.map((one) => one.id).toSorted())
    for (const question of expected) {
      const cluster = listClusters().find((one) => one.merged_question_ids.includes(question.id))
      expect(cluster?.lead_question_id).toBe(question.merge_into)
    }
  })

  it('publishes one revision of each answer, the last', () => {
    for (const answer of listContentAnswers()) {
      const published = answer.revisions.filter((one) => one.status === 'published')
      expect(published.map((one) => one.rev)).toEqual([answer.current_rev])
      expect(answer.revisions.map((one) => one.rev)).toEqual(answer.revisions.map((_, place) => place + 1))
    }
  })

  it('explains every blank of a ready text', () => {
    const variables = Object.keys(listCannedVariables())
    for (const ready of [...listCannedTexts(), ...listModeratorReasons()]) {
      const used = [...ready.text.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      expect([...new Set(used)].toSorted()).toEqual([...ready.variables].toSorted())
      for (const name of used) expect(variables).toContain(name)
    }
  })

  it('marks every person as invented, with an address that receives no mail', () => {
    const everybody = [...listExperts(), ...listModerators(), ...listSecretariat(), ...listOfficials()]
    expect(everybody.every((one) => one.fictional && one.email.endsWith('.example'))).toBe(true)
    expect(new Set(everybody.map((one) => one.email)).size).toBe(everybody.length)
  })
})

describe('the shipped registry', () => {
  const { rows, source } = getShippedRegistry()

  it('holds the 1,451 municipalities of the four regions', () => {
    const counts = Map.groupBy(rows, (row) => row.region as string)
    expect(FIRST_EDITION.regions.map((region) => counts.get(region)?.length)).toEqual([1_046, 119, 84, 202])
    expect(rows).toHaveLength(1_451)
    expect(new Set(rows.map((row) => row.istatCode)).size).toBe(1_451)
    expect(rows.every((row) => row.residents !== null && row.residents <= 5_000)).toBe(true)
  })

  it('names its source and no postal code', () => {
    expect(source).toBe('ISTAT, CC BY 3.0 IT')
    expect(rows.find((row) => row.istatCode === '001001')).toEqual({
      istatCode: '001001',
      name: 'Agliè',
      region: 'Piemonte',
      province: 'TO',
      residents: 2_644,
      date: '2011-10-09',
    })
  })
})
