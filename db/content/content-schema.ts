/** What the files of questions, answers and ready texts must look like. It knows neither where they lie nor who asks. */
import { z } from 'zod'
import { BODY_KINDS } from '../../server/domain/body.ts'
import { day, forumDayId, id, many, meta, text } from './fields.ts'

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
