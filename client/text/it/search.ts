/** Searching questions and answers. */
import { formatsFor } from '../intl.ts'

const { counted, date } = formatsFor('it')

export const search = {
  title: 'Risposte',
  field: 'Cerca nelle risposte',
  submit: 'Cerca',
  found: (count: number) => counted(count, 'risultato', 'risultati'),
  nothing: (words: string) => `Nessuna risposta per «${words}». Prova con altre parole, o fai un quesito.`,
  start: 'Scrivi una o più parole: cerchiamo anche singolare e plurale.',
  answersQuestions: (count: number) => `Risponde a ${counted(count, 'quesito', 'quesiti')}`,
  asOf: (at: number) => `aggiornata al ${date(at)}`,
}
