/** What each file of the content pack must look like. It knows neither where the files lie nor who asks for them. */
import { z } from 'zod'
import { BODY_KINDS } from '../../server/domain/body.ts'

const text = z.string().min(1)
const id = z.string().regex(/^[A-Z]{1,4}-?\d*(\.\d\d)?$/)
const day = z.iso.date()
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const forumDayId = z.string().regex(/^FD-[1-4]$/)
const many = <Item extends z.ZodType>(item: Item) => z.array(item).readonly()

const meta = z.strictObject({
  programme: text,
  content_version: text,
  language: z.literal('it'),
  authorship: text,
  disclaimer: text,
})

const theme = z.strictObject({ id, label: text })
const subtopic = z.strictObject({
  id,
  theme: id,
  label: text,
  short_label: text,
  code: z.string().regex(/^[a-z_]+$/),
  eif_target_scope: z.enum(['in', 'mixed', 'out']),
})

const triage = z.enum([
  'answer',
  'merge',
  'split',
  'ask_integration',
  'reject_off_topic',
  'redirect_secretariat',
  'redirect_support',
  'moderate',
])

const demoBody = z.strictObject({
  id,
  type: z.enum(BODY_KINDS),
  name: text,
  region: text,
  provinces: many(z.string().length(2)),
  seat_province: z.string().length(2),
  resident_population: z.int().nonnegative(),
  population_source: text,
  mountain_community_member_or_former: z.boolean(),
  territory_entirely_insular: z.boolean(),
  born_from_merger: z.boolean(),
  member_body_ids: many(id),
  note: text,
  expected: z.strictObject({
    eligible: z.boolean(),
    reason_code: text,
    joint_management_obligation: text.nullable(),
  }),
})

const question = z.strictObject({
  id,
  theme: id,
  subtopic: id,
  body_id: id,
  asker_role: text,
  forum_day: forumDayId,
  submitted_at: z.string().regex(/^FD-[1-4]T\d\d:\d\d$/),
  channel: text,
  title: text.max(120),
  text: text.max(2_000),
  urgency: z.enum(['normale', 'alta']),
  publish_anonymised: z.boolean(),
  contains_personal_data: z.boolean(),
  attachments: many(text),
  length_class: z.enum(['breve', 'media', 'lunga']),
  expected_triage: triage,
  merge_into: id.nullable(),
  similar_to: many(id),
  answer_id: id.nullable(),
  tags: many(text),
  secretariat_note: text.nullable(),
})

export const questionsFile = z.strictObject({
  meta,
  id: z.literal('QUESTIONS'),
  themes: many(theme),
  subtopics: many(subtopic),
  subtopics_note: text,
  triage_actions: many(z.strictObject({ id: triage, label: text })),
  demo_bodies: many(demoBody),
  clusters: many(z.strictObject({ id, lead_question_id: id, merged_question_ids: many(id) })),
  questions: many(question),
  stats: z.unknown(),
})

const conditions = z.strictObject({
  body_types: many(z.enum(BODY_KINDS)).optional(),
  regions: many(text).optional(),
  min_population: z.int().optional(),
  max_population: z.int().optional(),
  mountain: z.boolean().optional(),
  special_statute_region: z.boolean().optional(),
})

const revision = z.strictObject({
  rev: z.int().positive(),
  law_as_of: day,
  status: z.enum(['draft', 'in_review', 'published', 'superseded', 'withdrawn']),
  text,
  parts: z.strictObject({
    in_brief: text.max(140),
    reasoning: text,
    applies_to: z.strictObject({ text, conditions }),
    what_to_do: many(text),
    not_covered: text,
  }),
  change_reason: text,
})

const reference = z.strictObject({
  act: text,
  provision: z.string(),
  note: z.string(),
  act_type: text,
  act_number: text.nullable(),
  act_date: day.nullable(),
  article: text.nullable(),
  paragraph: text.nullable(),
  letter: text.nullable(),
  urn: text.nullable(),
  verification: z.enum(['source_excerpt', 'memory']),
})

const answer = z.strictObject({
  id,
  question_ids: many(id),
  theme: id,
  subtopic: id,
  title: text,
  short_answer: text,
  revisions: many(revision),
  current_rev: z.int().positive(),
  normative_refs: many(reference),
  expert_role: text,
  keywords: many(text),
  attachments: many(text),
  publication: z.strictObject({ visibility: text, show_body_name: z.boolean() }),
  next_review: text,
})

export const answersFile = z.strictObject({
  meta,
  id: z.literal('ANSWERS'),
  verification_legend: z.unknown(),
  conditions_legend: z.unknown(),
  references_legend: z.unknown(),
  statuses: many(text),
  answers: many(answer),
})

export const cannedFile = z.strictObject({
  meta,
  id: z.literal('CANNED'),
  voice_note: text,
  variables: z.record(z.string(), text),
  canned_texts: many(
    z.strictObject({ id, title: text, kind: text, text, variables: many(text), themes: many(id) }),
  ),
  moderator_reasons: many(
    z.strictObject({
      code: z.string().regex(/^[a-z_]+$/),
      outcome: z.enum(['not_accepted', 'redirected', 'edited']),
      label: text,
      text,
      variables: many(text),
      triage_action: triage.nullable(),
    }),
  ),
})

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
