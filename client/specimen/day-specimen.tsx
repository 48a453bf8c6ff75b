/** Rail, phase lines, pulse line, banners, leases, at fixed instants. */
import { instantInRome } from '../../server/domain/session.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { DayRail } from '../ui/day/day-rail.tsx'
import { PhaseLine, type ShownPhase } from '../ui/day/phase-line.tsx'
import { Select } from '../ui/field/select.tsx'
import { type Lease, LeaseBar } from '../ui/lease-bar.tsx'
import { type Pulse, PulseLine } from '../ui/pulse-line.tsx'

const at = (time: string) => instantInRome('2026-11-19', time)
const nothing = () => undefined
const day = { from: at('9:30'), to: at('16:30'), breakFrom: at('13:00'), breakTo: at('14:30') }

const phases: [string, ShownPhase, number][] = [
  ['Prima dell’apertura', { kind: 'before', opensAt: instantInRome('2026-11-21', '9:00') }, at('8:00')],
  ['Raccolta', { kind: 'collecting', liveAt: instantInRome('2026-11-24', '9:30') }, at('8:00')],
  ['In diretta', { kind: 'live', closesAt: at('16:30') }, at('15:34')],
  ['Pausa pranzo', { kind: 'break', resumesAt: at('14:30') }, at('13:40')],
  ['Ultimi minuti', { kind: 'live', closesAt: at('16:30') }, at('16:25') + 48_000],
  ['Chiuso mentre scrivi', { kind: 'grace', until: at('16:31') }, at('16:30') + 12_000],
  ['Solo risposte', { kind: 'answersOnly', closedAt: at('16:30') }, at('16:40')],
  ['Archiviata', { kind: 'ended', questions: 84, withoutOutcome: 0 }, at('18:00')],
  ['Senza connessione', { kind: 'offline', closesAt: at('16:30') }, at('15:34')],
]

const pulses: Pulse[] = [
  { kind: 'even' },
  { kind: 'evenAgain' },
  { kind: 'new', count: 3, what: 'answers', onShow: nothing },
  { kind: 'offline', asOf: at('15:33') },
  { kind: 'done', message: 'Mandato in verifica.', onUndo: nothing },
]

const leases: Lease[] = [
  { kind: 'held', until: at('15:42') - 18_000, lengthMs: 600_000, onRelease: nothing, onKeep: nothing },
  { kind: 'held', until: at('15:36') - 12_000, lengthMs: 600_000, onRelease: nothing, onKeep: nothing },
  { kind: 'expired', onTake: nothing },
  { kind: 'taken', by: 'P. Neri', at: at('15:36'), onCopy: nothing },
  { kind: 'offline', unsent: 3 },
]

export function DaySpecimen() {
  return (
    <div class="wrap stack page">
      <h1>La testata della giornata, fase per fase</h1>
      <div class="row">
        {phases.map(([name, phase, now]) => (
          <div class="col-12 col-lg-6" key={name}>
            <p class="small muted">{name}</p>
            <div class="well well--white stack">
              <PhaseLine phase={phase} now={() => now} />
              <DayRail {...day} now={now} />
              <Button look="primary" wide>
                Fai un quesito
              </Button>
            </div>
          </div>
        ))}
      </div>
      <Banner tone="attn" icon="offline" title="Sei senza connessione.">
        Puoi leggere e scrivere: invieremo il quesito appena torna la rete.
      </Banner>
      <Banner
        tone="attn"
        icon="correct"
        edge
        title="Risposta corretta oggi alle 12:05."
        actions={<a href="#day">Che cosa è cambiato</a>}
      >
        La prima versione citava la legge di prima del 24 maggio 2025.
      </Banner>
      <Banner
        tone="bad"
        icon="attention"
        actions={
          <Button look="secondary" size="small">
            Riprova
          </Button>
        }
      >
        Non siamo riusciti a inviarlo. Il testo è salvo.
      </Banner>
      {pulses.map((pulse) => (
        <PulseLine key={pulse.kind} pulse={pulse}>
          <Select
            label="Tema"
            hideLabel
            value=""
            options={[{ value: '', label: 'Tutti i temi' }]}
            onChange={nothing}
          />
        </PulseLine>
      ))}
      <div class="console stack">
        {leases.map((lease, index) => (
          <LeaseBar
            key={`${lease.kind}-${index === 1}`}
            lease={lease}
            now={() => at('15:34')}
            warningMs={120_000}
          />
        ))}
      </div>
    </div>
  )
}
