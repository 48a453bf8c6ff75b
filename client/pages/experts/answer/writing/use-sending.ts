/** Sending an answer: what is still missing, the one question about unchecked references, then review or publication. */
import { useState } from 'preact/hooks'
import type { AnswerWords, Reach } from '../../../../../server/domain/commands.ts'
import {
  missingParts,
  type Part,
  tooLongParts,
  uncheckedReferences,
  unfilledParts,
  wordsOf,
} from '../../../../state/desk/answer-words.ts'
import type { Draft } from '../../../../state/drafts.ts'
import type { ItemView } from '../../../../state/work.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { type Desk, useDesk } from '../../desk.ts'
import { failureSentence } from '../../failure-sentence.ts'
import { goOn } from '../../go-on.ts'
import { nameOfPart } from '../fields/part-names.ts'
import { settled } from './settled.ts'

export type Fault = { readonly part: Part; readonly message: string }

export type Sending = {
  readonly isReviewed: boolean
  readonly faults: readonly Fault[]
  /** How many references are unchecked, while that is asked. */
  readonly asking: number
  readonly isBusy: boolean
  readonly error: string | null
  readonly start: () => void
  readonly sendAnyway: () => void
  readonly goBack: () => void
}

type Given = {
  item: ItemView
  draft: Draft<'answer'>
  earlier: Partial<AnswerWords> | undefined
  reach: Reach
}

export function useSending(given: Given): Sending {
  const desk = useDesk()
  const { item, draft } = given
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [asking, setAsking] = useState(0)
  const [isAsked, setAsked] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const isReviewed = desk.themes.get(item.themeId)?.review !== 'none'
  const send = async () => {
    setAsking(0)
    setBusy(true)
    setError(await give(desk, given, isReviewed))
    setBusy(false)
  }
  const start = () => {
    if (isBusy) return
    const found = faultsOf(draft)
    setFaults(found)
    setError(null)
    if (found.length > 0) return
    const unchecked = uncheckedReferences(draft.content.peek())
    if (unchecked === 0 || isAsked) return void send()
    setAsked(true)
    setAsking(unchecked)
  }
  // What was missing and is there now is not said any longer.
  const left = faults.filter(({ part }) => faultsOf(draft).some((fault) => fault.part === part))
  return {
    isReviewed,
    faults: left,
    asking,
    isBusy,
    error,
    start,
    sendAnyway: () => void send(),
    goBack: () => setAsking(0),
  }
}

function faultsOf(draft: Draft<'answer'>): readonly Fault[] {
  const content = draft.content.peek()
  return [
    ...missingParts(content).map((part) => ({ part, message: t.desk.missing(nameOfPart(part)) })),
    ...unfilledParts(content).map((part) => ({ part, message: w.unfilled(nameOfPart(part)) })),
    ...tooLongParts(content).map((part) => ({ part, message: w.tooLong(nameOfPart(part)) })),
  ]
}

/** Gives the reason why not, or goes on to the next item. */
async function give(desk: Desk, { item, draft, earlier, reach }: Given, isReviewed: boolean) {
  // A second expert may send it back: then the draft is what was sent.
  await settled(draft)
  const words = wordsOf(draft.content.peek(), earlier)
  const payload = { itemId: item.id, words, reach }
  const answer = await (isReviewed ? desk.call('answer:send', payload) : desk.call('answer:publish', payload))
  if (!answer.ok) return failureSentence(desk, answer)
  draft.drop()
  desk.dropped.value += 1
  const undo = () => {
    void desk.call('answer:recall', { itemId: item.id }).then((recalled) => {
      if (recalled.ok) desk.go({ itemId: item.id })
      desk.report({ message: recalled.ok ? w.recalled : failureSentence(desk, recalled) })
    })
  }
  desk.report(isReviewed ? { message: t.desk.sentToReview, undo } : { message: t.desk.published })
  goOn(desk)
  return null
}
