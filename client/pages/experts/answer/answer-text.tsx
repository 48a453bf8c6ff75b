/** An answer as it is read: what its asker gets, and what a second expert goes through. Parts that say nothing are left out. */
import type { AnswerDraft, LegalReference } from '../../../../server/domain/commands.ts'
import { dayInAddress } from '../../../state/desk/acts.ts'
import { format, t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'
import { Icon } from '../../../ui/icon/icon.tsx'

/** `isStaff`: also which references are checked, which is nobody else's business. */
type Props = { words: AnswerDraft; isStaff?: boolean }

export function AnswerText({ words, isStaff = false }: Props) {
  const steps = words.whatToDo.filter((step) => step.trim() !== '')
  return (
    <div class="answer-text">
      <h3>{t.desk.inBrief}</h3>
      <p class="answer-text__brief" lang="it">
        {words.inBrief}
      </p>
      <Part title={t.desk.reasoning} text={words.reasoning} />
      {words.references.length > 0 && (
        <>
          <h3>{t.desk.referencesLong}</h3>
          <ul class="reference-list" lang="it">
            {words.references.map((reference) => (
              <Reference key={`${reference.act} ${reference.provision}`} {...{ reference, isStaff }} />
            ))}
          </ul>
        </>
      )}
      <Part title={t.desk.appliesTo} text={words.appliesTo} />
      {steps.length > 0 && (
        <>
          <h3>{t.desk.whatToDo}</h3>
          <ol class="answer-text__steps" lang="it">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </>
      )}
      <Part title={t.desk.notCovered} text={words.notCovered} />
      <Part title={t.desk.asOf} text={words.lawAsOf === '' ? '' : format.date(Date.parse(words.lawAsOf))} />
    </div>
  )
}

function Part({ title, text }: { title: string; text: string }) {
  if (text.trim() === '') return null
  return (
    <>
      <h3>{title}</h3>
      <p class="answer-text__part" lang="it">
        {text}
      </p>
    </>
  )
}

export function ReferenceWords({ reference }: { reference: LegalReference }) {
  const { act, provision, note, url } = reference
  const day = dayInAddress(url)
  return (
    <span class="reference-row__words">
      {url ? (
        <a href={url} target="_blank" rel="noopener">
          <b>{act}</b>
        </a>
      ) : (
        <b>{act}</b>
      )}{' '}
      {provision}
      {day !== null && <span class="reference-row__note">{w.referenceAsOf(Date.parse(day))}</span>}
      {note && <span class="reference-row__note">{note}</span>}
    </span>
  )
}

function Reference({ reference, isStaff }: { reference: LegalReference; isStaff: boolean }) {
  const { checked } = reference
  return (
    <li class="reference-row">
      <ReferenceWords reference={reference} />
      {isStaff && (
        <span class={checked ? 'reference-row__state' : 'reference-row__state reference-row__state--open'}>
          <Icon name={checked ? 'check' : 'attention'} size={16} />
          {checked ? t.desk.checked : t.desk.unchecked}
        </span>
      )}
    </li>
  )
}
