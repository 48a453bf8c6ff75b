/** A day's head, phase by phase: what is said beside the rail, and on its button. */
import { formatsFor } from '../intl.ts'

const { counted, day, time, weekday } = formatsFor('it')

export const phases = {
  live: 'In diretta',
  room: 'In aula',
  liveUntil: (at: number) => `In diretta fino alle ${time(at)}`,
  opens: (at: number) => `Apre ${weekday(at)}, ore ${time(at)}`,
  liveOn: (at: number) => `In diretta ${weekday(at)}, ore ${time(at)}`,
  pauseUntil: (at: number) => `Pausa fino alle ${time(at)}`,
  paused: 'Pausa',
  sendingClosed: 'Invio chiuso',
  sendingClosedAt: (at: number) => `Invio chiuso alle ${time(at)}`,
  ended: 'Giornata conclusa',
  toSend: 'per inviare quesiti',
  toSendShort: 'all’invio',
  toFinish: 'per finire questo',
  canSend: 'si possono inviare quesiti',
  stillAnswering: 'gli esperti rispondono ancora',
  closesIn: 'si chiude fra',
  questionsIn: (count: number) => `${counted(count, 'quesito', 'quesiti')},`,
  allWithOutcome: 'tutti con un esito',
  withoutOutcome: (count: number) => `${count} senza esito`,
  remind: 'Ricordamelo',
  ask: 'Fai un quesito',
  send: 'Invia il quesito',
  leaveFor: (at: number) => `Lascialo per il ${day(at)}`,
  read: (count: number) => (count === 1 ? 'Leggi la risposta' : `Leggi le ${count} risposte`),
  noteCollecting: (at: number) => `Gli esperti lo leggono da ${weekday(at).split(' ')[0]} mattina.`,
  noteGrace: 'Hai iniziato in tempo: puoi ancora inviarlo.',
  noteAnswersOnly: 'Arriva agli esperti della prossima giornata.',
  rail: (parts: string, now: string) => `Giornata: ${parts}. Ora sono le ${now}.`,
  railAnd: ' e ',
}
