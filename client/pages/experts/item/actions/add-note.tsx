/** Adds an internal note to an item; `@` and a name tells a colleague of it. */
import { useState } from 'preact/hooks'
import { limits } from '../../../../../server/domain/limits.ts'
import { mentionsIn, type Named, proposedFor, withMention } from '../../../../state/desk/mentions.ts'
import type { ItemView } from '../../../../state/work.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { TextArea } from '../../../../ui/field/text-area.tsx'
import { type Desk, nameOf, useDesk } from '../../desk.ts'
import { ActionForm } from './action-form.tsx'
import { textFault } from './faults.ts'

export function AddNote({ item }: { item: ItemView }) {
  const desk = useDesk()
  const [text, setText] = useState('')
  const people = peopleOf(desk)
  const proposed = proposedFor(text, people)
  const mentions = mentionsIn(text, people).slice(0, limits.mentions)
  const choose = (person: Named) => {
    setText(withMention(text, person))
    document.querySelector<HTMLElement>('.action-form textarea')?.focus()
  }
  return (
    <ActionForm
      title={t.desk.addNote}
      hint={`${t.desk.notesWho}. ${w.mentionHint}`}
      submit={t.desk.addNote}
      fault={() => textFault(text, limits.noteLength)}
      give={() =>
        desk.call('item:note', { itemId: item.id, text, ...(mentions.length > 0 ? { mentions } : {}) })
      }
      done={() => ({ message: w.noteDone })}
    >
      <TextArea label={w.note} value={text} onInput={setText} max={limits.noteLength} rows={2} />
      {proposed && (
        <ul class="mentions" aria-label={w.mentionWho}>
          {proposed.map((person) => (
            <li key={person.actorId}>
              <button type="button" class="button button--small" onClick={() => choose(person)}>
                @{person.name}
              </button>
            </li>
          ))}
        </ul>
      )}
      <p class="small muted" role="status">
        {mentions.length > 0 && w.mentionTells(mentions.flatMap((id) => nameOf(desk, id) ?? []))}
      </p>
    </ActionForm>
  )
}

const peopleOf = (desk: Desk): readonly Named[] =>
  [...desk.colleagues.keys()]
    .filter((actorId) => actorId !== desk.me.actorId)
    .flatMap((actorId) => {
      const name = nameOf(desk, actorId)
      return name === undefined ? [] : [{ actorId, name }]
    })
