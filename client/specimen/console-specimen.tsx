/** The console's three columns with its own classes: what the expert's page is made of. */
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { LiveMark } from '../ui/day/phase-line.tsx'
import { Select } from '../ui/field/select.tsx'
import { TextArea } from '../ui/field/text-area.tsx'
import { Wordmark } from '../ui/header/wordmark.tsx'
import { Icon } from '../ui/icon/icon.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { LeaseBar } from '../ui/lease-bar.tsx'
import { NewChip } from '../ui/pulse-line.tsx'
import { SavedMark } from '../ui/states/saved-mark.tsx'
import { Flag } from '../ui/status-chip.tsx'
import { TabPanel, Tabs } from '../ui/tabs.tsx'

const nothing = () => undefined
const fixedNow = () => 0

export function ConsoleSpecimen() {
  return (
    <>
      <header class="console-bar">
        <Wordmark live />
        <b>Forum, seconda giornata</b>
        <LiveMark />
        <span>
          si chiude fra <b>1 h 06 min</b>
        </span>
        <div class="console-bar__end">
          <span class="console-bar__fact">
            In coda <b>11</b>
          </span>
          <Button size="small">
            <Kbd keys="?" /> Tasti
          </Button>
          <Avatar name="M. Reale" />
        </div>
      </header>
      <main class="console">
        <div class="console__columns">
          <Queue />
          <Item />
          <Answer />
        </div>
      </main>
    </>
  )
}

function Queue() {
  return (
    <section class="console__column console__column--queue" aria-label="Coda">
      <div class="console__tools">
        <Select
          label="Tema"
          hideLabel
          value=""
          options={[{ value: '', label: 'Anagrafe, tutte' }]}
          onChange={nothing}
        />
      </div>
      <Tabs
        label="Elenchi"
        selected="queue"
        onSelect={nothing}
        tabs={[
          { id: 'queue', label: 'Coda', count: 12 },
          { id: 'review', label: 'Verifica', count: 3 },
          { id: 'waiting', label: 'In attesa', count: 2 },
        ]}
      />
      <div class="console__body console__body--flush">
        <TabPanel id="queue">
          <h2 class="queue-head">
            Con me <span>1 di 3</span>
          </h2>
          <a class="queue-row" href="#console" aria-current="true">
            <span class="queue-row__meta">
              n. 172 <span class="queue-row__end queue-row__time">7:42</span>
            </span>
            <span class="queue-row__title">Cittadina dell’Unione senza lavoro</span>
            <span class="queue-row__foot">Cittadini UE · 2 quesiti</span>
          </a>
          <h2 class="queue-head">
            Da prendere · 11 <NewChip count={2} what="items" onShow={nothing} />
          </h2>
          <a class="queue-row" href="#console">
            <span class="queue-row__meta">
              n. 131 <Flag tone="attn" icon="clock" label="Scadenza in ufficio" />{' '}
              <span class="queue-row__end">5 h 15</span>
            </span>
            <span class="queue-row__title">Accertamenti nei quarantacinque giorni</span>
            <span class="queue-row__foot">
              Iscrizione · 6 Comuni
              <span class="queue-row__end">
                <Avatar name="G. Fabbri" small /> legge
              </span>
            </span>
          </a>
          <h2 class="queue-head">Presi da altri · 4</h2>
          <a class="queue-row queue-row--others" href="#console">
            <span class="queue-row__meta">
              n. 153 <span class="queue-row__end">3:10</span>
            </span>
            <span class="queue-row__title">Uscita dal progetto di accoglienza senza nuovo indirizzo</span>
            <span class="queue-row__foot">Protezione</span>
          </a>
        </TabPanel>
      </div>
    </section>
  )
}

function Item() {
  return (
    <section class="console__column" aria-label="Quesito">
      <div class="console__body stack">
        <p class="small muted">n. 172 · Cittadini dell’Unione e familiari</p>
        <h1>Cittadina dell’Unione senza lavoro</h1>
        <p class="reading">
          Una cittadina polacca di 34 anni, non lavoratrice, vive con la zia pensionata italiana. Basta per
          l’attestazione di iscrizione?
        </p>
        <h2 class="section-head">Uniti a questo</h2>
        <div class="quoted">
          Cittadino UE non lavoratore: la tessera sanitaria europea vale come assicurazione?
        </div>
        <div class="quoted quoted--proposed">
          Un cittadino romeno chiede <mark>iscrizione</mark> e <mark>attestazione</mark>.
        </div>
      </div>
      <div class="console__foot">
        <Button look="tertiary">
          Chiedi precisazione <Kbd keys="I" />
        </Button>
        <Button look="tertiary">
          Rimanda <Kbd keys="H" />
        </Button>
      </div>
    </section>
  )
}

const parts = [
  'In breve',
  'Motivazione',
  'Riferimenti',
  'A chi si applica',
  'Cosa fare',
  'Cosa non copre',
  'Aggiornato al',
]

function Answer() {
  return (
    <section class="console__column" aria-label="Risposta">
      <LeaseBar
        lease={{ kind: 'held', until: 462_000, lengthMs: 600_000, onRelease: nothing, onKeep: nothing }}
        now={fixedNow}
        warningMs={120_000}
      />
      <div class="console__body console__answer">
        <ol class="parts">
          {parts.map((part, index) => (
            <li key={part}>
              <button type="button" aria-current={index === 1 ? 'true' : undefined}>
                <span class={index < 3 ? 'parts__tick parts__tick--done' : 'parts__tick'}>
                  {index < 3 && <Icon name="check" size={16} />}
                </span>
                {part}
              </button>
            </li>
          ))}
        </ol>
        <div class="stack">
          <TextArea
            label="In breve"
            value="Lavoro: basta la prova dell’attività."
            onInput={nothing}
            max={140}
            rows={2}
          />
          <TextArea
            label="Motivazione"
            value="Non lavoratore: servono risorse economiche."
            onInput={nothing}
            rows={7}
          />
          <div class="well--white">
            <div class="reference-row">
              <b>D.Lgs. 30/2007</b> art. 9
              <span class="reference-row__state">
                <Icon name="check" size={16} /> riscontrato
              </span>
            </div>
            <div class="reference-row">
              <b>D.Lgs. 30/2007</b> art. 7
              <span class="reference-row__state reference-row__state--open">
                <Icon name="attention" size={16} /> da controllare
              </span>
            </div>
          </div>
        </div>
      </div>
      <div class="console__foot console__foot--apart">
        <SavedMark saved={{ kind: 'server', at: Date.UTC(2026, 10, 19, 14, 24) }} />
        <Button look="primary" keys="Control+Enter">
          Manda in verifica <Kbd keys="Ctrl Invio" />
        </Button>
      </div>
    </section>
  )
}
