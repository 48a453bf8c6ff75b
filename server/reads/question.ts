/**
 * One question with its long texts, for one reader. What of it exists for them is `viewFor`'s to say; a text is read
 * only after the view of its row was given.
 */
import type { Handle } from '../../db/open.ts'
import { findDraft, findText } from '../../db/room-store.ts'
import type { Rows } from '../domain/rows.ts'
import type { State } from '../domain/state.ts'
import { type Reader, type View, viewFor } from '../domain/views.ts'
import type { Attached } from './file.ts'
import { readVerdicts, type Verdicts } from './verdict.ts'

type Words = Readonly<Record<string, unknown>>

type Said = View<'message'> & { readonly text: string | null; readonly file: Attached | null }

export type QuestionPage = {
  readonly question: View<'question'>
  readonly words: Words | null
  /** Earlier revisions, for those who see more than the public: what the asker wrote before it was reworded. */
  readonly earlier: readonly { readonly rev: number; readonly words: Words }[]
  readonly messages: readonly Said[]
  readonly answer: (View<'answer'> & { readonly words: Words | null }) | null
  /** Published versions, oldest first, each whole: a difference is shown from them. */
  readonly versions: readonly { readonly rev: number; readonly words: Words }[]
  readonly verdicts: Verdicts | null
}

type Reading = { readonly handle: Handle; readonly state: State; readonly reader: Reader }

/** The page of a question, or undefined where there is none for this reader: the same as for one that never was. */
export async function findQuestionPage(reading: Reading, id: string): Promise<QuestionPage | undefined> {
  const { handle, state, reader } = reading
  const row = state.find('question', id)
  const view = row && viewFor(reader, 'question', row)
  if (!row || !view) return undefined
  const isHidden = view.title === null
  const answer = row.answerId === null ? undefined : state.get('answer', row.answerId)
  const answerView = answer && viewFor(reader, 'answer', answer)
  return {
    question: view,
    words: isHidden ? null : await findText(handle, id, row.textRev),
    earlier: 'workItemId' in view ? await revisions(handle, id, row.textRev - 1) : [],
    messages: await messagesOf(reading, row),
    answer: answerView
      ? { ...answerView, words: await findText(handle, answerView.id, answerView.textRev) }
      : null,
    versions: answer && answerView ? await published(handle, answer) : [],
    verdicts: answerView ? await readVerdicts(handle, reader, answerView.id) : null,
  }
}

async function revisions(handle: Handle, id: string, last: number) {
  const found: { rev: number; words: Words }[] = []
  for (let rev = 1; rev <= last; rev++) {
    const words = await findText(handle, id, rev)
    if (words) found.push({ rev, words })
  }
  return found
}

async function published(handle: Handle, answer: Rows['answer']) {
  const found: { rev: number; words: Words }[] = []
  for (const rev of answer.publishedRevs) {
    const words = await findText(handle, answer.id, rev)
    if (words) found.push({ rev, words })
  }
  return found
}

async function messagesOf({ handle, state, reader }: Reading, row: Rows['question']) {
  const found: Said[] = []
  for (const message of state.listBy('messagesByQuestion', row.id)) {
    const view = viewFor(reader, 'message', message)
    if (!view) continue
    const words = await findText(handle, message.id, message.textRev)
    const file = message.kind === 'attachment' ? (words as Attached | null) : null
    found.push({ ...view, text: (words?.text as string | undefined) ?? null, file })
  }
  return found.sort((one, two) => one.at - two.at)
}

export type ItemPage = {
  readonly item: View<'workItem'>
  readonly notes: readonly (View<'note'> & { readonly words: Words | null })[]
  readonly draft: { readonly rev: number; readonly content: Words; readonly savedAt: number } | null
  /** The revision under review, or the newest that was sent. */
  readonly sent: { readonly rev: number; readonly words: Words } | null
}

/** What experts and moderators see of a work item beside its questions; nothing of it is ever an asker's. */
export async function findItemPage(reading: Reading, id: string): Promise<ItemPage | undefined> {
  const { handle, state, reader } = reading
  const row = state.find('workItem', id)
  const view = row && viewFor(reader, 'workItem', row)
  if (!row || !view) return undefined
  const draft = await findDraft(handle, id)
  return {
    item: view,
    notes: await notesOf(reading, id),
    draft: draft ? { rev: draft.rev, content: draft.content, savedAt: draft.savedAt } : null,
    sent: await sentOf(reading, row),
  }
}

async function notesOf({ handle, state, reader }: Reading, itemId: string) {
  const found: (View<'note'> & { words: Words | null })[] = []
  for (const note of state.listBy('notesByItem', itemId)) {
    const view = viewFor(reader, 'note', note)
    if (view) found.push({ ...view, words: await findText(handle, note.id, note.textRev) })
  }
  return found.sort((one, two) => one.at - two.at)
}

async function sentOf({ handle, state }: Reading, row: Rows['workItem']) {
  if (row.answerId === null) return null
  const { rev } = state.get('answer', row.answerId)
  const words = await findText(handle, row.answerId, rev)
  return words ? { rev, words } : null
}
