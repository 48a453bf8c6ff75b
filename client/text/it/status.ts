/** Every status of a question as its asker reads it: the chip's words, and the sentence under it. */
import { formatsFor } from '../intl.ts'

const { counted, day, time } = formatsFor('it')

export const status = {
  draft: 'Bozza',
  received: 'Ricevuto',
  published: 'Ammesso',
  queued: (place: number | undefined) => (place === undefined ? 'In coda' : `In coda: ${place}º posto`),
  claimed: 'Un esperto sta scrivendo',
  inReview: 'In verifica',
  waiting: 'Serve una tua precisazione',
  waitingOthers: 'Attende una precisazione',
  live: 'In aula ora',
  answeredLive: 'Risposto in aula',
  answered: 'Risposta pubblicata',
  corrected: 'Risposta corretta',
  toRecheck: 'Risposta da ricontrollare',
  joined: (publicNumber: string | number) => `Unito al n. ${publicNumber}`,
  parked: (until: number | undefined) => (until === undefined ? 'Rimandato' : `Rimandato al ${day(until)}`),
  notAccepted: 'Non accolto',
  redirected: 'Passato all’ufficio giusto',
  carried: (until: number | undefined) =>
    until === undefined ? 'Portato alla prossima giornata' : `Portato al ${day(until)}`,
  withdrawn: 'Ritirato',
  unsent: 'Da inviare',
  unsentLong: 'Da inviare: parte appena torna la rete',
  sentence: {
    draft: 'Non l’hai ancora inviato.',
    received: (minutes: number) => `Il moderatore lo legge entro ${counted(minutes, 'minuto', 'minuti')}.`,
    queued: (at: number, byDay: number | undefined) =>
      `Inviato alle ${time(at)}. Avrai risposta oggi${byDay === undefined ? '' : `; se no, entro il ${day(byDay)}`}.`,
    claimed: (at: number, minutes: number) =>
      `Preso in carico alle ${time(at)}. Di solito bastano ${counted(minutes, 'minuto', 'minuti')}.`,
    inReview: 'Un secondo esperto rilegge la risposta.',
    waiting: 'Rispondi qui: tieni il tuo posto in coda.',
    live: 'È sullo schermo della sala.',
    answeredLive: (at: number, byDay: number | undefined) =>
      `Alle ${time(at)}.${byDay === undefined ? '' : ` La risposta scritta arriva entro il ${day(byDay)}.`}`,
    answered: 'Leggila e dicci se ti è servita.',
    corrected: (at: number) => `È cambiata alle ${time(at)}: leggi che cosa.`,
    toRecheck: 'La norma è cambiata: un esperto la rilegge.',
    joined: 'La risposta vale anche per te.',
    joinedWhy: (publicNumber: string | number) =>
      `Abbiamo unito il tuo quesito al n. ${publicNumber}: la risposta vale anche per il tuo caso. Non è così?`,
    joinedTell: 'Scrivici perché',
    notAccepted: 'Ti diciamo a chi chiedere.',
    redirected: 'Ti risponde l’assistenza, per e-mail.',
    carried: 'Gli esperti lo trovano in coda quella mattina.',
    withdrawn: (at: number) => `L’hai ritirato alle ${time(at)}.`,
    unsent: 'È su questo telefono: parte appena torna la rete.',
  },
}
