/** Type, buttons, pills, chips, tabs, fields, dialog. */
import { useState } from 'preact/hooks'
import { Avatar } from '../ui/avatar.tsx'
import { Button, ButtonLink, IconButton } from '../ui/button.tsx'
import { LiveMark } from '../ui/day/phase-line.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Checkbox, Choices } from '../ui/field/choices.tsx'
import { FormErrors } from '../ui/field/form-errors.tsx'
import { Select } from '../ui/field/select.tsx'
import { TextArea } from '../ui/field/text-area.tsx'
import { TextField } from '../ui/field/text-field.tsx'
import { FilterPills } from '../ui/filter-pills.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { SavedMark } from '../ui/states/saved-mark.tsx'
import { TabPanel, Tabs } from '../ui/tabs.tsx'
import { VotePill } from '../ui/vote-pill.tsx'

const nothing = () => undefined
const topics = [
  { value: 'docs', label: 'Documenti, carte d’identità' },
  { value: 'home', label: 'Dimora abituale' },
]

export function ControlsSpecimen() {
  return (
    <div class="wrap stack page">
      <h1>Anagrafe dei cittadini stranieri</h1>
      <h2>Quesiti e risposte</h2>
      <h3>Cittadina dell’Unione senza lavoro</h3>
      <p class="reading">Il residente straniero rinnova la dichiarazione entro sessanta giorni.</p>
      <p>Preso in carico alle 15:21. Di solito bastano 30 minuti.</p>
      <Buttons />
      <Pills />
      <Fields />
    </div>
  )
}

function Buttons() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <div class="cluster">
        <Button look="primary" onPress={() => setOpen(true)}>
          Primario
        </Button>
        <Button look="secondary">Secondario</Button>
        <Button look="tertiary">Terziario</Button>
        <Button>Quieto</Button>
        <Button look="primary" disabled>
          Spento
        </Button>
        <Button look="secondary" icon="megaphone" size="small">
          Avviso
        </Button>
        <Button look="primary" keys="Control+Enter">
          Manda in verifica <Kbd keys="Ctrl Invio" />
        </Button>
        <ButtonLink look="primary" size="main" href="#controls">
          Entra nel forum
        </ButtonLink>
        <IconButton icon="print" label="Stampa" onPress={nothing} />
        <IconButton icon="bookmark" label="Segui" onPress={nothing} />
      </div>
      <Button look="primary" reason="Oggi hai già inviato 3 quesiti. Puoi scriverne altri dal 24 novembre.">
        Fai un quesito
      </Button>
      <Dialog title="Tasti" open={isOpen} onClose={() => setOpen(false)} wide>
        <p>
          <Kbd keys="J" spoken /> Quesito dopo
        </p>
      </Dialog>
    </>
  )
}

function Pills() {
  const [pressed, setPressed] = useState(true)
  const [theme, setTheme] = useState('all')
  const [tab, setTab] = useState('stream')
  return (
    <>
      <div class="cluster">
        <VotePill count={11} pressed={false} onToggle={nothing} />
        <VotePill count={12} pressed={pressed} onToggle={setPressed} />
        <LiveMark />
        <SavedMark saved={{ kind: 'server' }} />
        <SavedMark saved={{ kind: 'device' }} />
        <Avatar name="L. Conti" small />
        <Avatar name="P. Neri" />
        <span class="badge">1 nuova</span>
      </div>
      <FilterPills
        label="Tema"
        selected={theme}
        onSelect={setTheme}
        options={[
          { value: 'all', label: 'Tutti', count: 61 },
          { value: 'in', label: 'Iscrizione', count: 17 },
          { value: 'pr', label: 'Protezione', count: 14 },
        ]}
      />
      <Tabs
        label="Vista"
        selected={tab}
        onSelect={setTab}
        tabs={[
          { id: 'stream', label: 'Quesiti e risposte' },
          { id: 'mine', label: 'I miei quesiti', badge: '1 nuova' },
        ]}
      />
      <TabPanel id={tab}>{tab}</TabPanel>
    </>
  )
}

function Fields() {
  const [line, setLine] = useState('')
  const [text, setText] = useState(
    'Un residente straniero ha il permesso in fase di rinnovo: rilascio la carta d’identità?',
  )
  const [code, setCode] = useState('4071')
  const [body, setBody] = useState('a')
  const [on, setOn] = useState(true)
  return (
    <>
      <FormErrors
        title="1 cosa da sistemare"
        errors={[{ fieldId: 'line', message: 'Scrivi il dubbio: basta una riga.' }]}
      />
      <TextField
        id="line"
        label="Il dubbio in una riga"
        value={line}
        onInput={setLine}
        max={120}
        error={line === '' ? 'Scrivi il dubbio: basta una riga.' : undefined}
      />
      <TextArea label="Il fatto e la domanda" value={text} onInput={setText} max={95} attention rows={3} />
      <Select label="Argomento" value="docs" options={topics} onChange={nothing} />
      <TextField
        label="Codice di 6 cifre"
        code
        value={code}
        onInput={setCode}
        hint="Vale 10 minuti. Entri da solo alla sesta cifra."
      />
      <Choices
        label="Chi legge vedrà"
        value={body}
        onChange={setBody}
        options={[
          { value: 'a', label: 'Comune di Poggio Esempio' },
          { value: 'b', label: 'Un Comune della Toscana' },
        ]}
      />
      <Checkbox checked={on} onChange={setOn}>
        Tasti di una lettera attivi
      </Checkbox>
    </>
  )
}
