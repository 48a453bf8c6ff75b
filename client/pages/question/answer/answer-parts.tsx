/** An answer's parts as they are read: what to do, why, for whom, what it leaves out, the law. */
import type { ComponentChildren } from 'preact'
import type { AnswerWords, LegalReference } from '../../../../server/domain/commands.ts'
import { t } from '../../../text/text.ts'
import { Prose } from '../prose.tsx'

export function InBrief({ words, isOld = false }: { words: AnswerWords; isOld?: boolean }) {
  return (
    <section class={isOld ? 'brief-box brief-box--old' : 'brief-box'}>
      <h2 class="brief-box__label">{t.question.inBrief}</h2>
      <p class="brief-box__text" lang="it">
        {words.inBrief}
      </p>
    </section>
  )
}

export function AnswerParts({ words }: { words: AnswerWords }) {
  const names = t.question.parts
  return (
    <>
      {words.whatToDo.length > 0 && (
        <Part name={names.whatToDo}>
          <ol class="to-do" lang="it">
            {words.whatToDo.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Part>
      )}
      <TextPart name={names.reasoning} text={words.reasoning} />
      <TextPart name={names.appliesTo} text={words.appliesTo} />
      <TextPart name={names.notCovered} text={words.notCovered} />
      {words.references.length > 0 && (
        <Part name={names.references}>
          <ul class="laws" lang="it">
            {words.references.map((reference) => (
              <li class="laws__law" key={`${reference.act} ${reference.provision} ${reference.note ?? ''}`}>
                <Law reference={reference} />
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  )
}

function Part({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <section class="question__part">
      <h2>{name}</h2>
      {children}
    </section>
  )
}

function TextPart({ name, text }: { name: string; text: string }) {
  if (text.trim() === '') return null
  return (
    <Part name={name}>
      <Prose text={text} />
    </Part>
  )
}

function Law({ reference }: { reference: LegalReference }) {
  const { act, provision, note, url } = reference
  const name = (
    <>
      <b>{act}</b>
      {provision && `, ${provision}`}
    </>
  )
  return (
    <>
      {url ? (
        <a class="laws__link" href={url} target="_blank" rel="noreferrer">
          {name}
          <span class="visually-hidden"> {isNormattiva(url) ? t.question.normattiva : ''}</span>
        </a>
      ) : (
        <span class="laws__link">{name}</span>
      )}
      {note && <p class="small muted">{note}</p>}
    </>
  )
}

const isNormattiva = (url: string): boolean =>
  URL.canParse(url) && /(^|\.)normattiva\.it$/.test(new URL(url).hostname)
