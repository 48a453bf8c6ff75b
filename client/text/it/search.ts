/** Searching questions and answers. */
import { formatsFor } from '../intl.ts'

const { counted, time, weekday } = formatsFor('it')

export const search = {
  title: 'Risposte',
  field: 'Cerca nelle risposte',
  submit: 'Cerca',
  found: (count: number) => counted(count, 'risultato', 'risultati'),
  nothing: (words: string) => `Nessuna risposta per «${words}». Prova con altre parole, o fai un quesito.`,
  answersQuestions: (count: number) => `Risponde a ${counted(count, 'quesito', 'quesiti')}`,
  titleOf: (words: string) => `«${words}» nelle risposte`,
  lists: 'Elenchi',
  waitingList: 'In attesa',
  waiting: 'Ancora senza risposta',
  verified: 'Verificata',
  lawAsOf: (day: string) => `Legge al ${day}`,
  toRecheck: 'Da ricontrollare: la norma è cambiata',
  superseded: 'Superata da una risposta più recente',
  day: 'Giornata',
  allDays: 'Tutte le giornate',
  notThere: 'Non c’è?',
  notThereOpen: (title: string) => `Il forum «${title}» accetta quesiti adesso.`,
  notThereNext: (liveAt: number, opensAt: number) =>
    `Il forum di ${weekday(liveAt)} apre ai quesiti da ${weekday(opensAt)}, ore ${time(opensAt)}.`,
}
