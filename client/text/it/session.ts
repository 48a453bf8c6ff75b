/** A participant's forum day: the stream, my questions, the day's counts. */
import { formatsFor } from '../intl.ts'

const { counted } = formatsFor('it')

export const session = {
  stream: 'Quesiti e risposte',
  mine: 'I miei quesiti',
  tabs: 'Vista',
  newMine: (count: number) => counted(count, 'nuova', 'nuove'),
  allThemes: 'Tutti i temi',
  theme: 'Tema',
  all: 'Tutti',
  ask: 'Fai un quesito',
  leftToday: (left: number) => (left === 1 ? 'Oggi te ne resta 1' : `Oggi te ne restano ${left}`),
  leftTodayLong: (left: number) =>
    `Oggi puoi inviarne ancora ${left}. Chi legge vede il Comune, non il tuo nome.`,
  readAll: 'Leggi tutto',
  readAllOf: (title: string) => `Leggi tutto: ${title}`,
  vote: 'Interessa anche a noi',
  inBrief: 'In breve:',
  expectedToday: 'Risposta prevista oggi',
  yours: 'Il tuo quesito',
  onPhone: 'sul telefono',
  empty: 'Ancora nessun quesito su questo tema. Il primo può essere il tuo.',
  mineEmpty: 'Qui trovi i tuoi quesiti e a che punto sono.',
  moreRows: (count: number) => `Altri ${count}`,
  howPlace: 'Come si calcola il posto',
  placeRule: 'Prima chi ha scadenze, interessa a più Comuni o aspetta da più tempo.',
  edit: 'Modifica',
  addDetail: 'Aggiungi un dettaglio',
  withdraw: 'Ritira',
  withdrawAsk: 'Ritirare questo quesito? Non andrà agli esperti.',
  expertAsks: 'L’esperto chiede',
  yourReply: 'La tua risposta',
  sendDetail: 'Invia la precisazione',
  keepsPlace: 'Tieni il tuo posto in coda. Risponde lo stesso esperto, di solito entro un’ora.',
  gone: 'Quesito ritirato da chi l’ha inviato.',
  allMine: (count: number) => `Tutti (${count})`,
  day: 'La giornata',
  received: 'Quesiti ricevuti',
  withOutcome: 'Con un esito',
  withoutOutcome: 'Ancora senza esito',
}
