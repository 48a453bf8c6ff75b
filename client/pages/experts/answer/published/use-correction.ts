/** A correction while it is written. Nobody holds its item, so that it is kept on this device alone until it is sent. */
import { useState } from 'preact/hooks'
import type { AnswerDraft } from '../../../../../server/domain/commands.ts'
import { draftOf } from '../../../../state/desk/answer-words.ts'
import { deviceStorage } from '../../../../sync/browser.ts'

export type CorrectionDraft = { readonly content: AnswerDraft; readonly reason: string }

const nameOf = (answerId: string) => `quesiti:correction:${answerId}`

export const hasCorrection = (answerId: string): boolean => deviceStorage().getItem(nameOf(answerId)) !== null

export function useCorrection(answerId: string, published: AnswerDraft) {
  const [correction, setCorrection] = useState<CorrectionDraft>(
    () => stored(answerId) ?? { content: published, reason: '' },
  )
  return {
    ...correction,
    write: (change: Partial<CorrectionDraft>) => {
      const next = { ...correction, ...change }
      setCorrection(next)
      try {
        deviceStorage().setItem(nameOf(answerId), JSON.stringify(next))
      } catch {
        // A full device: the text lasts as long as the page.
      }
    },
    drop: () => deviceStorage().removeItem(nameOf(answerId)),
  }
}

function stored(answerId: string): CorrectionDraft | undefined {
  try {
    const record: { content?: Record<string, unknown>; reason?: unknown } | null = JSON.parse(
      deviceStorage().getItem(nameOf(answerId)) ?? 'null',
    )
    if (!record?.content) return undefined
    return {
      content: draftOf(record.content),
      reason: typeof record.reason === 'string' ? record.reason : '',
    }
  } catch {
    return undefined
  }
}
