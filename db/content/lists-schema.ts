/** What the files of people, days, words and municipalities must look like. It knows neither where they lie nor who asks. */
import { z } from 'zod'
import { clock, day, forumDayId, id, many, meta, text } from './fields.ts'

const person = {
  id,
  fictional: z.literal(true),
  given_name: text,
  family_name: text,
  initials: text,
  gender: z.enum(['F', 'M']),
  email: z.email().endsWith('.example'),
}
const hours = many(
  z.strictObject({ forum_day: forumDayId, slots: many(z.strictObject({ from: clock, to: clock })) }),
)
const staff = z.strictObject({ ...person, role: text, role_title: text, hours: hours.optional() })

export const peopleFile = z.strictObject({
  meta,
  id: z.literal('PEOPLE'),
  fictional: z.literal(true),
  notes: z.unknown(),
  experts: many(
    z.strictObject({
      ...person,
      role: z.literal('expert'),
      role_title: text,
      expert_role: text,
      subtopics: many(id),
      subtopic_codes: many(text),
      max_claimed: z.int().positive(),
      employer_body_id: id.nullable(),
      hours,
    }),
  ),
  moderators: many(staff),
  secretariat: many(staff),
  ministry_observers: many(staff),
  programme_administrators: many(staff),
  officials: many(
    z.strictObject({
      ...person,
      body_id: id,
      roles: many(text),
      role_codes: many(text),
      body_contact: z.boolean(),
      question_ids: many(id),
    }),
  ),
})

export const calendarFile = z.strictObject({
  meta,
  id: z.literal('CALENDAR'),
  note: text,
  phases: many(z.strictObject({ id, label: text, code: text, start_day: z.int(), end_day: z.int() })),
  forum_days: many(
    z.strictObject({
      id: forumDayId,
      order: z.int().positive(),
      themes: many(id),
      title: text,
      questions_open: z.string().regex(/^D-\d+ \d\d:\d\d$/),
      live_from: clock,
      live_to: clock,
      afternoon_from: clock,
      afternoon_to: clock,
      deferred_answer_working_days: z.int().positive(),
    }),
  ),
})

export const wordsFile = z.strictObject({
  meta,
  id: z.literal('WORDS'),
  synonyms_legend: z.unknown(),
  synonyms: many(
    z.strictObject({
      id,
      label: text,
      kind: z.enum(['same', 'related']),
      terms: many(text),
      note: text.optional(),
    }),
  ),
  stop_words: many(text),
  stop_words_kept: many(text),
  stop_words_kept_reason: text,
  flag_legend: z.unknown(),
  flag_stems: many(
    z.strictObject({
      stem: text,
      match: z.enum(['prefix', 'phrase']),
      category: z.enum(['insult', 'venting', 'slur', 'dehumanising', 'propaganda', 'political', 'threat']),
      except: many(text),
      note: text.optional(),
    }),
  ),
})

export const municipalitiesFile = z.strictObject({
  source: z.literal('ISTAT, CC BY 3.0 IT'),
  reference: text,
  residentsDate: day,
  columns: z.tuple([
    z.literal('istatCode'),
    z.literal('name'),
    z.literal('province'),
    z.literal('residents'),
  ]),
  regions: z.record(
    z.string(),
    many(
      z.tuple([z.string().regex(/^\d{6}$/), text, z.string().length(2), z.int().nonnegative()]).readonly(),
    ),
  ),
})
