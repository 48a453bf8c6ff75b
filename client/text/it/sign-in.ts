/** Signing in with a code sent by e-mail. */
import { formatsFor } from '../intl.ts'

const { counted } = formatsFor('it')

export const signIn = {
  title: 'Accedi',
  intro: 'Scrivi la tua e-mail di lavoro: ti mandiamo un codice. Non serve una password.',
  email: 'E-mail di lavoro',
  emailMissing: 'Scrivi la tua e-mail di lavoro.',
  emailWrong: 'Questo indirizzo non è completo.',
  sendCode: 'Mandami il codice',
  spid: 'Entra con SPID o CIE',
  room: 'Sono in aula e ho il codice della sala',
  codeTitle: 'Scrivi il codice',
  sentTo: 'L’abbiamo mandato a',
  change: 'Cambia',
  code: 'Codice di 6 cifre',
  codeHint: (minutes: number) =>
    `Vale ${counted(minutes, 'minuto', 'minuti')}. Entri da solo alla sesta cifra.`,
  checking: 'Controllo il codice',
  notArrived: 'Non è arrivato? Guarda nella posta indesiderata.',
  another: 'Manda un altro codice',
  anotherIn: (left: string) => `Manda un altro codice fra ${left}`,
  wrong: (left: number) =>
    `Il codice non è questo. Ti ${left === 1 ? 'resta 1 tentativo' : `restano ${left} tentativi`}.`,
  wrongPlain: 'Il codice non è questo.',
  expired: 'Il codice è scaduto.',
  sendMeAnother: 'Mandamene un altro',
  tooMany: 'Troppi tentativi. Chiedi un altro codice.',
  help: 'Chiedi aiuto all’assistenza',
  already: (email: string) => `Sei già dentro con ${email}.`,
  goOn: 'Continua',
  other: 'Usa un altro indirizzo',
  outbox: 'Prova: leggi il codice nella posta in uscita',
}
