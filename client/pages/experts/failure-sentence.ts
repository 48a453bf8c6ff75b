/** Why something was refused, in words; where a colleague was faster, with who it was. */
import type { Answer } from '../../sync/command-types.ts'
import { sentenceOf } from '../../text/sentence.ts'
import { t } from '../../text/text.ts'
import { w } from '../../text/work/words.ts'
import { type Desk, nameOf } from './desk.ts'

export function failureSentence(
  desk: Pick<Desk, 'colleagues'>,
  { code, details }: Extract<Answer, { ok: false }>,
): string {
  if (code === 'workItem/taken') {
    const name = nameOf(desk, typeof details?.holder === 'string' ? details.holder : null)
    return name === undefined ? w.takenBySomebody : t.states.reasons.takenBy(name)
  }
  if (code === 'workItem/too-many-claims' && typeof details?.most === 'number')
    return t.states.reasons.claimQuota(details.most)
  return sentenceOf(code)
}
