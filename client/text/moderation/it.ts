/** What a moderator is told and asked, beside the words that the pages share. */
import { formatsFor } from '../intl.ts'

const { counted, day, number, spoken, time, weekday } = formatsFor('it')

const minutes = (count: number) => counted(count, 'minuto', 'minuti')

export const moderating = {
  day: 'Giornata',
  inboxLabel: 'Quesiti in arrivo',
  sayArrived: (count: number) => `${counted(count, 'quesito', 'quesiti')} in arrivo.`,
  actions: 'Azioni sul quesito',
  moreTitle: 'Altre azioni',
  somebody: (kind: 'COMUNE' | 'UNIONE' | 'OTHER', region: string) =>
    `${{ COMUNE: 'Un Comune', UNIONE: 'Un’Unione', OTHER: 'Un ente' }[kind]}, ${region}`,
  deadline: (at: number) => `Scadenza in ufficio: ${weekday(at)}`,
  edited: 'Testo corretto',
  textFailed: 'Non riusciamo a caricare il testo.',
  byColleague: 'Nel frattempo l’ha visto un collega.',
  nextOne: 'Avanti',
  redirected: 'Passato ad altro ufficio.',
  carried: (at: number) => `Portato al ${day(at)}.`,
  goesLater: 'Parte appena torna la rete.',
  tellsSoon: 'Chi l’ha inviato lo sa fra 8 secondi.',
  carry: 'Porta a un’altra giornata',
  classify: 'Cambia argomento',
  doRefuse: 'Non accogliere',
  doRedirect: 'Passa il quesito',
  doCorrect: 'Salva la correzione',
  doCarry: 'Porta il quesito',
  doMute: 'Sospendi gli invii',
  chooseReason: 'Scegli un motivo',
  chooseDay: 'Giornata',
  redirectTo: 'A chi',
  secretariat: 'Alla segreteria',
  support: 'All’assistenza',
  fillIn: (holes: string) => `Completa nel testo: ${holes}.`,
  tooLong: 'Il testo è troppo lungo.',
  empty: 'Scrivi il testo.',
  oneLine: 'Titolo',
  wholeText: 'Testo',
  noLaterDay: 'Non c’è un’altra giornata a cui portarlo.',
  daySession: (at: number, title: string) => `${day(at)}, ${title}`,
  muteNote: 'Chi ha inviato questo quesito non potrà inviarne altri. I quesiti già inviati restano.',
  mutedUntil: (at: number) => `Invii sospesi fino alle ${time(at)}`,
  unmute: 'Riammetti gli invii',
  muteLength: 'Per quanto',
  minutes,
  agoSpoken: (ms: number) => `da ${spoken(ms)}`,

  confirm: {
    open: 'La raccolta si apre adesso: i Comuni possono inviare quesiti.',
    start: 'La giornata va in diretta adesso. Non si torna alla raccolta.',
    stop: 'L’invio si chiude adesso per tutti. Chi ha una bozza iniziata ha ancora un minuto.',
    archive: 'La giornata si archivia. Non si può riaprire.',
  },
  reopenFor: 'Riapri l’invio per',
  closeReady: 'Tutti i quesiti hanno un esito. Dopo la chiusura si leggono le risposte.',
  closeAnyway: 'Chiudi lo stesso',
  closeWithout: 'Chi li ha inviati non avrà una data.',
  closeCarried: (done: number, all: number) => `${number(done)} di ${number(all)} portati.`,
  closeLeft: (count: number) =>
    `${counted(count, 'quesito è in carico a un esperto e resta', 'quesiti sono in carico a esperti e restano')} in questa giornata.`,
  held: 'L’orologio del server ha fatto un salto: le fasi non cambiano più da sole.',
  hold: 'Ferma le fasi automatiche',
  unhold: 'Riprendi le fasi automatiche',
  holdNote: 'Quando sono ferme, la giornata si apre e si chiude solo a mano.',
  phase: 'Fase della giornata',

  announceHint: 'Lo leggono tutti, sui telefoni e sul muro.',
  announceFor: 'Per',
  announced: (at: number) => `In onda fino alle ${time(at)}`,
  wallTitle: 'Muro della sala',
  wallPublic: 'La giornata è pubblica: il muro si apre senza permesso.',
  wallHint: 'Chi apre il collegamento vede il muro, finché non lo ritiri. Si legge solo adesso.',
  wallNew: 'Crea un collegamento',
  wallLink: 'Collegamento',
  wallOpen: 'Apri il muro',
  wallList: 'Collegamenti in uso',
  wallNone: 'Nessun collegamento in uso.',
  wallIssued: (at: number) => `Creato il ${day(at)} alle ${time(at)}`,
  wallRevoke: 'Ritira',
  wallRevokeOf: (at: number) => `Ritira il collegamento delle ${time(at)}`,
  copy: 'Copia',
  copied: 'Copiato',

  present: 'Collegati ora',
  presentNone: 'Non sappiamo ancora quanti sono collegati.',
  presentPeople: {
    participant: (count: number) => counted(count, 'partecipante', 'partecipanti'),
    expert: (count: number) => counted(count, 'esperto', 'esperti'),
    moderator: (count: number) => counted(count, 'moderatore', 'moderatori'),
    feed: (count: number) => counted(count, 'schermo', 'schermi'),
  },
  themes: 'Temi',
  themesTable: 'I temi in cifre',
  theme: 'Tema',
  asked: 'Arrivati',
  answered: 'Risposti',
  otherwise: 'Altro esito',
  outcomes: 'Esiti',
  wholeDay: 'Tutta la giornata',
  outcomesSpoken:
    'Per ogni tema i quesiti risposti, con un altro esito e senza esito. Le cifre sono nella tabella «I temi in cifre».',
  waitsSpoken:
    'Per ogni tema l’attesa mediana di una risposta. Le cifre sono nella tabella «I temi in cifre».',
  outcomesOf: (answered: number, otherwise: number, waiting: number) =>
    [
      counted(answered, 'risposto', 'risposti'),
      otherwise > 0 && `${number(otherwise)} con altro esito`,
      `${number(waiting)} senza esito`,
    ]
      .filter(Boolean)
      .join(' · '),
  noWait: 'ancora nessuna risposta',

  noTopics: 'Ancora nessun quesito.',
  noOne: '–',
  barsSpoken: (arrived: number, answered: number) =>
    `${number(arrived)} arrivati, ${number(answered)} risposti`,
  needs: {
    held: 'Le fasi automatiche sono ferme.',
    closing: (left: string, open: number) =>
      `L’invio si chiude fra ${left} e ${counted(open, 'quesito è', 'quesiti sono')} senza esito.`,
    inbox: (waited: string) => `aspetta in arrivo da ${waited}.`,
    overwhelmed: (times: number) =>
      times < 2
        ? 'arrivano quesiti e non se ne chiude nessuno.'
        : `arrivano ${{ 2: 'due', 3: 'tre', 4: 'quattro' }[times] ?? number(times)} volte più quesiti di quanti se ne chiudono.`,
    deadline: (at: number) => `l’ufficio ha una scadenza ${weekday(at)} e nessuno l’ha preso.`,
    details: (count: number) =>
      `${count === 1 ? 'aspetta una precisazione' : 'aspettano una precisazione'} da più di 3 ore.`,
    review: (count: number) => `${count === 1 ? 'aspetta' : 'aspettano'} la verifica da più di un’ora.`,
    canClose: 'Tutti i quesiti hanno un esito: la giornata si può chiudere.',
    reviews: (count: number) => counted(count, 'risposta', 'risposte'),
  },
  show: 'Apri',
  showOldest: 'Apri il più vecchio',
}
