/** What is different between two published versions of an answer, part by part and word by word. Knows no language. */
import { diffArrays, diffWordsWithSpace } from 'diff'
import type { AnswerWords, LegalReference } from '../../../../server/domain/commands.ts'

export type Segment = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }
export type PartName =
  | 'inBrief'
  | 'whatToDo'
  | 'reasoning'
  | 'appliesTo'
  | 'notCovered'
  | 'references'
  | 'lawAsOf'
/** Each line is a paragraph or an entry of a list. */
export type ChangedPart = { readonly part: PartName; readonly lines: readonly (readonly Segment[])[] }

type Line = readonly Segment[]

const PARTS: Readonly<Record<PartName, (words: AnswerWords) => readonly string[]>> = {
  inBrief: (words) => [words.inBrief],
  whatToDo: (words) => words.whatToDo,
  reasoning: (words) => paragraphs(words.reasoning),
  appliesTo: (words) => paragraphs(words.appliesTo),
  notCovered: (words) => paragraphs(words.notCovered),
  references: (words) => words.references.map(referenceText),
  lawAsOf: (words) => [words.lawAsOf],
}

export const referenceText = ({ act, provision, note }: LegalReference): string =>
  [act, provision, note].filter(Boolean).join(', ')

const paragraphs = (text: string): string[] => text.split(/\n+/).filter((one) => one !== '')

/** The parts that are different; none where a version only repeats the one before. */
export const changedParts = (before: AnswerWords, after: AnswerWords): readonly ChangedPart[] =>
  (Object.keys(PARTS) as PartName[]).flatMap((part) => {
    const lines = changedLines(PARTS[part](before), PARTS[part](after))
    return lines.length === 0 ? [] : [{ part, lines }]
  })

/** Only the lines that changed: a line that took another's place is shown as one, word by word. */
function changedLines(before: readonly string[], after: readonly string[]): readonly Line[] {
  const lines: Line[] = []
  let removed: string[] = []
  const flush = (added: readonly string[] = []) => {
    const places = Math.max(removed.length, added.length)
    for (let place = 0; place < places; place++)
      lines.push(...linesOf(removed[place] ?? '', added[place] ?? ''))
    removed = []
  }
  for (const change of diffArrays([...before], [...after])) {
    if (change.removed) removed = [...removed, ...change.value]
    else flush(change.added ? change.value : [])
  }
  flush()
  return lines
}

/** Two lines with little in common are easier to read one after the other than word by word. */
const ALIKE = 0.3

function linesOf(before: string, after: string): readonly Line[] {
  const whole = (
    [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ] as const
  ).flatMap((one) => (one.text === '' ? [] : [[one]]))
  if (whole.length < 2) return whole
  const segments = diffWordsWithSpace(before, after).map(
    ({ added, removed, value }): Segment => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value,
    }),
  )
  const same = segments.reduce((sum, { kind, text }) => sum + (kind === 'same' ? text.trim().length : 0), 0)
  return same / Math.max(before.length, after.length) < ALIKE ? whole : [segments]
}
