/** Today's classroom, entered by the six digits on its wall: they are the session's code. */
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { SessionAnswer } from '../../../server/contract/reads.ts'
import { useEngine } from '../../components/engine-context.ts'
import { pathTo } from '../../paths.ts'
import { sentenceOf } from '../../text/sentence.ts'
import { t } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { LiveMark } from '../../ui/day/phase-line.tsx'
import { TextField } from '../../ui/field/text-field.tsx'
import type { Day } from './home-days.ts'

const DIGITS = 6

export function RoomCode({ room }: { room: Day }) {
  const { api } = useEngine()
  const { route } = useLocation()
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string | undefined>(undefined)
  const enter = async () => {
    const code = typed.replace(/\D/g, '')
    if (code.length !== DIGITS) return setError(t.home.wrongCode)
    const answer = await api.get<SessionAnswer>(`/api/sessions/by-code/${code}`)
    if (answer.ok) return route(pathTo.session(answer.session.code))
    setError(answer.code === 'session/not-found' ? t.home.wrongCode : sentenceOf(answer.code))
  }
  return (
    <section class="panel" aria-labelledby="room">
      <form
        class="row-item room"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void enter()
        }}
      >
        <div class="room__words">
          <LiveMark label={t.phases.room} />
          <h2 id="room">{room.title}</h2>
          <p class="muted">{t.home.roomUntil(room.closesAt)}</p>
        </div>
        <div class="room__field">
          <TextField
            code
            label={t.home.roomCode}
            value={typed}
            onInput={(value) => {
              setTyped(value)
              setError(undefined)
            }}
            error={error}
            placeholder="000 000"
          />
          <Button look="secondary" type="submit">
            {t.home.enterShort}
          </Button>
        </div>
      </form>
    </section>
  )
}
