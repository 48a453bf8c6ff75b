/** The wall of a room: few words, read from the last row. */
import { formatsFor } from '../intl.ts'

const { counted, time, weekday } = formatsFor('it')

export const wall = {
  now: 'Ora in aula',
  next: 'Poi',
  ask: 'Fai una domanda',
  join: 'Entra dal telefono',
  meanwhile: 'Intanto, scegli',
  startsAt: (at: number) => `Si comincia alle ${time(at)}`,
  startsOn: (at: number) => `Si comincia ${weekday(at).replace(' ', '\u00a0')}, ore ${time(at)}`,
  interest: 'interessa a',
  questionsFor: 'Domande ancora per',
  noRegistration: 'Senza registrarsi.',
  weAre: 'Siamo',
  resumesAt: (at: number) => `Si riprende alle ${time(at)}, fra`,
  lunch: 'Pausa pranzo',
  paused: 'Pausa',
  minutes: (count: number) => counted(count, 'minuto', 'minuti').replace(/^\S+ /, ''),
  listed: 'Le domande in lista',
  waiting: (count: number) => counted(count, 'domanda', 'domande'),
  waitingWhich: 'aspettano: quali servono a te?',
  reconnecting: 'Collegamento in ripresa',
  degraded: 'Novità in pausa: tornano da sole',
  closed: 'Le domande sono chiuse',
  noQuestions: 'Ancora nessuna domanda',
  qr: 'Codice QR per entrare dal telefono',
  title: (session: string) => `Muro: ${session}`,
  panel: 'Come partecipare',
  readAnswers: 'Leggi le risposte',
  resumesSoon: 'Si riprende fra poco',
  firstIsYours: 'La prima può essere la vostra.',
  waitingForAnswer: (count: number) => (count === 1 ? 'aspetta una risposta' : 'aspettano una risposta'),
  dayEnded: 'Giornata conclusa',
  dayCounts: (asked: number, answered: number) =>
    `${counted(asked, 'quesito', 'quesiti')}, ${counted(answered, 'risposta', 'risposte')}`,
  passNeeded: 'Questo schermo ha bisogno di un permesso: apri il collegamento che dà il moderatore.',
}
