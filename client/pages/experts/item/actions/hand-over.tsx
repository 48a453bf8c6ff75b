/** Passes an item that one holds to a colleague, with what is known and what is missing. */
import { useState } from 'preact/hooks'
import { limits } from '../../../../../server/domain/limits.ts'
import { dayInRome } from '../../../../../server/domain/session.ts'
import type { ItemView } from '../../../../state/work.ts'
import { w } from '../../../../text/work/words.ts'
import { Select } from '../../../../ui/field/select.tsx'
import { TextArea } from '../../../../ui/field/text-area.tsx'
import { TextField } from '../../../../ui/field/text-field.tsx'
import { nameOf, useDesk } from '../../desk.ts'
import { ActionForm } from './action-form.tsx'
import { textFault } from './faults.ts'

export function HandOver({ item }: { item: ItemView }) {
  const desk = useDesk()
  const [to, setTo] = useState('')
  const [known, setKnown] = useState('')
  const [missing, setMissing] = useState('')
  const [until, setUntil] = useState('')
  const others = [...desk.colleagues.values()].filter(
    ({ actorId, role }) => role === 'expert' && actorId !== desk.me.actorId,
  )
  const heldBy = (actorId: string) =>
    desk.state.work.takenByOthers.value.filter(({ holder }) => holder === actorId).length
  const fault = () => {
    if (others.length === 0) return w.nobodyToAssign
    if (to === '') return w.chooseColleague
    return textFault(known, limits.messageLength) ?? textFault(missing, limits.messageLength)
  }
  return (
    <ActionForm
      title={w.assignTitle}
      submit={w.assignTitle}
      fault={fault}
      give={() =>
        desk.call('item:handOver', {
          itemId: item.id,
          toActorId: to,
          known,
          missing,
          ...(until === '' ? {} : { until }),
        })
      }
      done={() => ({ message: w.assignDone(nameOf(desk, to) ?? '') })}
    >
      <Select
        label={w.colleague}
        prompt={w.chooseColleague}
        value={to}
        options={others.map(({ actorId, name }) => ({
          value: actorId,
          label: w.withLoad(name, heldBy(actorId)),
        }))}
        onChange={setTo}
      />
      <TextArea label={w.known} value={known} onInput={setKnown} max={limits.messageLength} rows={2} />
      <TextArea label={w.missing} value={missing} onInput={setMissing} max={limits.messageLength} rows={2} />
      <TextField
        label={w.handOverUntil}
        type="date"
        value={until}
        min={dayInRome(desk.minute.value)}
        onInput={setUntil}
      />
    </ActionForm>
  )
}
