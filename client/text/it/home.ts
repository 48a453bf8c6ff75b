/** The home page. */
import { formatsFor } from '../intl.ts'

const { time, weekday, weekdayMonth } = formatsFor('it')

const ordinals = [
  'prima',
  'seconda',
  'terza',
  'quarta',
  'quinta',
  'sesta',
  'settima',
  'ottava',
  'nona',
  'decima',
]

export const home = {
  title: 'Quesiti',
  enter: 'Entra nel forum',
  enterShort: 'Entra',
  enterOf: (title: string) => `Entra: ${title}`,
  console: 'Vai alla console degli esperti',
  moderate: 'Vai alla moderazione',
  forumDay: (place: number) => `Forum, ${ordinals[place - 1] ?? `${place}ª`} giornata`,
  liveUntil: (at: number) => `Quesiti fino alle ${time(at)}, risposte subito visibili a tutti.`,
  pausedUntil: (at: number) => `Quesiti fino alle ${time(at)}, anche durante la pausa.`,
  liveOn: (at: number, until: number) =>
    `In diretta ${weekdayMonth(at)}, dalle ${time(at)} alle ${time(until)}.`,
  openNow: 'I quesiti sono già aperti.',
  openNowRow: 'i quesiti sono già aperti',
  answersGoOn: 'gli esperti rispondono ancora',
  ended: 'conclusa: si leggono le risposte',
  past: 'Le giornate passate',
  roomUntil: (at: number) =>
    `Fino alle ${time(at)}. Scrivi le sei cifre che vedi sullo schermo: non serve registrarsi.`,
  roomCode: 'Codice della sala, sei cifre',
  wrongCode: 'Questo codice non c’è. Controlla le sei cifre sullo schermo.',
  next: 'Le prossime date',
  noNext: 'Non ci sono altre date in calendario.',
  opensFrom: (at: number) => `quesiti aperti da ${weekday(at)}, ore ${time(at)}`,
  remind: 'Ricordamelo',
  remindOf: (title: string) => `Ricordamelo: ${title}`,
  allDays: 'Tutte le giornate nel tuo calendario',
  lastAnswers: 'Ultime risposte',
  noAnswers: 'Le prime risposte arrivano con la prima giornata.',
  answersForBodies: 'Gli enti iscritti le leggono dopo l’accesso.',
  allAnswers: 'Tutte le risposte',
  beneficiariesOnly: 'È per gli enti iscritti: ti chiediamo di accedere.',
}
