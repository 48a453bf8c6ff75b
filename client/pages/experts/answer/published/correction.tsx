/** Correcting a published answer: its parts, what changed and why, and a new version for everybody who has the old one. */
import { useState } from 'preact/hooks'
import { limits } from '../../../../../server/domain/limits.ts'
import { useKeys } from '../../../../components/keys/use-keys.ts'
import { draftOf, missingParts, tooLongParts, wordsOf } from '../../../../state/desk/answer-words.ts'
import type { ItemView } from '../../../../state/work.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { TextArea } from '../../../../ui/field/text-area.tsx'
import { Icon } from '../../../../ui/icon/icon.tsx'
import { Kbd } from '../../../../ui/kbd.tsx'
import { useDesk } from '../../desk.ts'
import { failureSentence } from '../../failure-sentence.ts'
import { textFault } from '../../item/actions/faults.ts'
import { AnswerFields } from '../fields/answer-fields.tsx'
import { fieldIdOf, nameOfPart } from '../fields/part-names.ts'
import { useCorrection } from './use-correction.ts'

type Props = {
  item: ItemView
  answerId: string
  words: Readonly<Record<string, unknown>>
  onEnd: () => void
}

export function Correction({ item, answerId, words, onEnd }: Props) {
  const desk = useDesk()
  const correction = useCorrection(answerId, draftOf(words))
  const { content, reason, write, drop } = correction
  const [isTried, setTried] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const faulty = [...missingParts(content), ...tooLongParts(content)]
  const reasonFault = textFault(reason, limits.reasonLength)
  const end = () => {
    drop()
    onEnd()
  }
  const send = async () => {
    setTried(true)
    const [part] = faulty
    if (part || reasonFault) return document.getElementById(part ? fieldIdOf(part) : REASON_ID)?.focus()
    const answer = await desk.call('answer:correct', { answerId, reason, words: wordsOf(content, words) })
    if (!answer.ok) return setError(failureSentence(desk, answer))
    desk.report({ message: w.correctDone })
    end()
  }
  useKeys({ send: () => void send() }, desk.letters)
  return (
    <>
      <div class="lease lease--attn">
        <Icon name="correct" size={16} />
        <b class="lease__title">{w.correctTitle}</b>
        <span class="lease__note">{w.savedHere}</span>
      </div>
      <div class="console__body">
        <AnswerFields
          content={content}
          write={(change) => write({ content: { ...content, ...change } })}
          isReadOnly={false}
          themeId={item.themeId}
          faulty={isTried ? faulty : []}
        >
          <TextArea
            id={REASON_ID}
            label={w.correctWhy}
            value={reason}
            onInput={(text) => write({ reason: text })}
            max={limits.reasonLength}
            rows={2}
            error={isTried ? (reasonFault ?? undefined) : undefined}
          />
        </AnswerFields>
      </div>
      <div class="console__foot console__foot--apart works-in-fields">
        <span class="field__error" role="alert">
          {error ?? (isTried && faulty[0] ? t.desk.missing(nameOfPart(faulty[0])) : '')}
        </span>
        <span class="console__foot-end">
          <Button look="tertiary" onPress={end}>
            {w.correctionDropped}
          </Button>
          <Button look="primary" keys="Control+Enter" onPress={() => void send()}>
            {w.correctSend} <Kbd keys={w.sendKeys} />
          </Button>
        </span>
      </div>
    </>
  )
}

const REASON_ID = 'correction-reason'
