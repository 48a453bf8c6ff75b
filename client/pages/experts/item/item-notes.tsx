/** Internal notes of an item: for experts and moderators alone, oldest first. */
import type { ItemAnswer } from '../../../../server/contract/reads.ts'
import { useKeys } from '../../../components/keys/use-keys.ts'
import type { ItemView } from '../../../state/work.ts'
import { format, t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon/icon.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { type Desk, nameOf, useDesk } from '../desk.ts'

type Note = ItemAnswer['notes'][number]

export function ItemNotes({ item, notes }: { item: ItemView; notes: readonly Note[] }) {
  const desk = useDesk()
  const add = () => {
    desk.action.value = { name: 'note' }
  }
  useKeys({ note: add }, desk.letters)
  return (
    <section class="item-section">
      <h3 class="section-head">
        <Icon name="lock" size={16} />
        {t.desk.notes} <span class="section-head__count">{item.notes}</span>
        <span class="section-head__aside">{t.desk.notesWho}</span>
      </h3>
      {notes.length === 0 && <p class="item-aside muted">{w.noNotes}</p>}
      {notes.map((note) => (
        <p key={note.id} class="item-note">
          <b>{note.actorId === desk.me.actorId ? t.desk.you : whoOf(desk, note)}</b> {format.time(note.at)}
          {' · '}
          {wordsOf(note)}
        </p>
      ))}
      <div>
        <Button look="tertiary" size="small" onPress={add} keys="n">
          {t.desk.addNote} <Kbd keys="N" />
        </Button>
      </div>
    </section>
  )
}

const whoOf = (desk: Desk, note: Note): string => nameOf(desk, note.actorId) ?? ''

const KINDS = {
  note: () => null,
  handOver: () => w.noteHandOver,
  takeOver: () => w.noteTakeOver,
  returned: () => w.noteReturned,
  parked: () => w.noteParked,
} as const

function wordsOf({ kind, words }: Note): string {
  const said = words as Partial<Record<'text' | 'known' | 'missing' | 'until', string>> | null
  const parts = [
    said?.text,
    said?.known && `${w.known}: ${said.known}`,
    said?.missing && `${w.missing}: ${said.missing}`,
    said?.until && w.handedOverUntil(Date.parse(`${said.until}T12:00:00Z`)),
  ].filter(Boolean)
  return [KINDS[kind](), parts.join(' ')].filter(Boolean).join(': ')
}
