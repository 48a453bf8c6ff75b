/** The home page. */
import { formatsFor } from '../intl.ts'

const { number, time, weekday } = formatsFor('it')

export const home = {
  title: 'Quesiti',
  enter: 'Entra nel forum',
  enterShort: 'Entra',
  liveUntil: (at: number) => `Quesiti fino alle ${time(at)}, risposte subito visibili a tutti.`,
  roomUntil: (at: number) =>
    `Fino alle ${time(at)}. Scrivi le sei cifre che vedi sullo schermo: non serve registrarsi.`,
  roomCode: 'Codice della sala, sei cifre',
  wrongCode: 'Questo codice non c’è. Controlla le sei cifre sullo schermo.',
  next: 'Le prossime date',
  noNext: 'Non ci sono altre date in calendario.',
  opensFrom: (at: number) => `quesiti aperti da ${weekday(at)}, ore ${time(at)}`,
  remind: 'Ricordamelo',
  remindOf: (title: string) => `Ricordamelo: ${title}`,
  lastAnswers: 'Ultime risposte',
  allAnswers: (count: number) => `Tutte le ${number(count)} risposte`,
  beneficiariesOnly: 'È per gli enti iscritti: ti chiediamo di accedere.',
}
