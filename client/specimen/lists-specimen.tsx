/** Panels, rows, statuses, steps, empty and loading. */
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon/icon.tsx'
import { Panel, Row } from '../ui/panel.tsx'
import { Empty } from '../ui/states/empty.tsx'
import { Skeleton } from '../ui/states/skeleton.tsx'
import { type PlainStatus, type ShownStatus, StatusChip } from '../ui/status-chip.tsx'
import { Steps } from '../ui/steps.tsx'
import { UndoNote } from '../ui/undo-note.tsx'
import { VotePill } from '../ui/vote-pill.tsx'

const nothing = () => undefined
const plain: PlainStatus[] = [
  'draft',
  'received',
  'published',
  'claimed',
  'inReview',
  'waiting',
  'waitingOthers',
  'live',
  'answeredLive',
  'answered',
  'corrected',
  'toRecheck',
  'notAccepted',
  'redirected',
  'withdrawn',
  'unsent',
  'unsentLong',
]
const statuses: ShownStatus[] = [
  { kind: 'queued', place: 6 },
  { kind: 'joined', to: 118 },
  { kind: 'parked', until: Date.UTC(2026, 10, 24, 9) },
  { kind: 'carried', until: Date.UTC(2026, 10, 24, 9) },
  ...plain.map((kind) => ({ kind })),
]

export function ListsSpecimen() {
  return (
    <div class="wrap columns page">
      <div class="stack">
        <h1>Elenchi e stati</h1>
        <h2 class="visually-hidden">Quesiti e risposte</h2>
        <Panel label="Quesiti e risposte" list>
          <Row state="own">
            <p class="row-item__meta">
              <span>Il tuo quesito</span>
              <span>sul telefono</span>
            </p>
            <h3>Carta d’identità durante il rinnovo del permesso</h3>
            <StatusChip status={{ kind: 'unsentLong' }} />
          </Row>
          <Answered />
          <Row>
            <p class="row-item__meta">
              <span>Richiedenti e titolari di protezione</span>
              <span>n. 153</span>
            </p>
            <h3>Uscita dal progetto di accoglienza senza nuovo indirizzo</h3>
            <StatusChip status={{ kind: 'claimed' }} />
            <div class="row-item__foot">
              Risposta prevista oggi <VotePill count={7} pressed onToggle={nothing} />
            </div>
          </Row>
          <Row state="gone">n. 154, ritirato da chi l’ha inviato.</Row>
          <li>
            <UndoNote message="Ammesso." onUndo={nothing} />
          </li>
        </Panel>
        <Panel label="Vuoto">
          <Empty sentence="Ancora nessun quesito su questo tema. Il primo può essere il tuo.">
            <Button look="primary">Fai un quesito</Button>
          </Empty>
          <Skeleton />
        </Panel>
      </div>
      <div class="columns__side stack">
        <Panel heading="Stati" aside={<a href="#lists">Tutti (5)</a>} list>
          {statuses.map((status) => (
            <Row key={status.kind}>
              <StatusChip status={status} />
            </Row>
          ))}
        </Panel>
        <div class="well well--white">
          <Steps
            steps={[
              { title: 'Ricevuto alle 15:31', state: 'done' },
              {
                title: 'In coda: 6º posto',
                state: 'now',
                detail: 'Prima chi ha scadenze, interessa a più Comuni o aspetta da più tempo.',
              },
              { title: 'Un esperto scrive, un secondo verifica', state: 'next' },
              { title: 'Risposta: oggi; se no, entro il 3 dicembre', state: 'next' },
            ]}
          />
        </div>
      </div>
    </div>
  )
}

function Answered() {
  return (
    <Row>
      <p class="row-item__meta">
        <span>Cittadini dell’Unione · 3 quesiti</span>
        <span>15:33</span>
      </p>
      <h3>Cittadina dell’Unione senza lavoro</h3>
      <p class="in-brief">
        <Icon name="check" />
        <span>
          <span class="visually-hidden">In breve: </span>Lavoro: basta la prova dell’attività. Non lavoratore:
          risorse e copertura piena, la TEAM non basta.
        </span>
      </p>
      <div class="row-item__foot">
        <a class="read-link" href="#lists">
          Leggi tutto
        </a>
        <VotePill count={11} pressed={false} onToggle={nothing} />
      </div>
    </Row>
  )
}
