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
  /** When something was, inside a sentence: of today the hour is enough. */
  atTime: (at: number) => `alle ${time(at)}`,
  onDay: (at: number) => `il ${day(at)} alle ${time(at)}`,
  sentence: {
    draft: 'Non l’hai ancora inviato.',
    received: (minutes: number) => `Il moderatore lo legge entro ${counted(minutes, 'minuto', 'minuti')}.`,
    receivedEarly: 'Il moderatore lo legge prima della giornata.',
    sent: (when: string) => `Inviato ${when}.`,
    answerToday: (byDay: number) => `Avrai risposta oggi; se no, entro il ${day(byDay)}.`,
    answerOn: (liveDay: number, byDay: number) =>
      `Avrai risposta il ${day(liveDay)}; se no, entro il ${day(byDay)}.`,
    answerBy: (byDay: number) => `Avrai risposta entro il ${day(byDay)}.`,
    claimed: (when: string, minutes: number) =>
      `Preso in carico ${when}. Di solito bastano ${counted(minutes, 'minuto', 'minuti')}.`,
    inReview: 'Un secondo esperto rilegge la risposta.',
    waiting: 'Rispondi qui: tieni il tuo posto in coda.',
    waitingOthers: 'L’esperto ha chiesto una precisazione a un altro ente che ha lo stesso dubbio.',
    live: 'È sullo schermo della sala.',
    answeredLive: (when: string, byDay: number) =>
      `Risposto in aula ${when}. La risposta scritta arriva entro il ${day(byDay)}.`,
    answered: 'Leggila e dicci se ti è servita.',
    corrected: (when: string) => `È cambiata ${when}: leggi che cosa.`,
    toRecheck: 'La norma è cambiata: un esperto la rilegge.',
    followUp: 'Il tuo seguito è arrivato agli esperti.',
    joined: 'La risposta varrà anche per te. Non è così?',
    joinedWhy: (publicNumber: string | number) =>
      `Abbiamo unito il tuo quesito al n. ${publicNumber}: la risposta vale anche per il tuo caso. Non è così?`,
    joinedTell: 'Scrivici perché',
    parked: 'Serve più tempo: ti avvisiamo appena riprende.',
    notAccepted: 'Ti diciamo a chi chiedere.',
    redirected: 'Ti risponde l’ufficio giusto, per e-mail.',
    carried: 'Gli esperti lo trovano in coda quella mattina.',
    withdrawn: (when: string) => `L’hai ritirato ${when}.`,
    unsent: 'È su questo telefono: parte appena torna la rete.',
  },
}
