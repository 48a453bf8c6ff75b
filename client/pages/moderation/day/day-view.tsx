/** The day on a phone: its figures, what can be done with it, and the switch of the automatic phases. */
import { m } from '../../../text/moderation/words.ts'
import { DayActions, PhaseActions } from './day-actions.tsx'
import { HoldSwitch } from './day-dialog.tsx'
import { Figures } from './figures.tsx'

export function DayView() {
  return (
    <div class="console__body stack">
      <Figures />
      <div class="moderation__grid">
        <DayActions size="main" />
      </div>
      <h2>{m.phase}</h2>
      <PhaseActions size="main" />
      <HoldSwitch />
    </div>
  )
}
