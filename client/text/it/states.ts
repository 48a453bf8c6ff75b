/** States every screen shares, and the reasons why something is not allowed. */
import type { DeviceCode } from '../../sync/device-codes.ts'
import { formatsFor } from '../intl.ts'

const { counted, day, time } = formatsFor('it')

export const states = {
  loading: 'Sto caricando',
  offlineTitle: 'Sei senza connessione.',
  offlineRead: 'Puoi leggere e scrivere: invieremo il quesito appena torna la rete.',
  offlineWrite: 'Scrivi pure: il testo resta su questo telefono e parte da solo.',
  degradedTitle: 'Il servizio ha un problema momentaneo.',
  degraded:
    'Puoi leggere. Quello che invii resta su questo dispositivo e parte da solo appena il problema è risolto.',
  dataOf: (at: number) => `Dati delle ${time(at)}`,
  noData: 'Nessun dato',
  nothingKept: 'Su questo dispositivo non c’è ancora niente da leggere: arriva appena torna la rete.',
  even: 'Sei in pari',
  evenAgain: 'Di nuovo in pari',
  newAnswers: (count: number) => counted(count, 'nuova risposta', 'nuove risposte'),
  newAnswersShort: (count: number) => counted(count, 'nuova', 'nuove'),
  newMixed: (count: number) => `${count} novità`,
  newItems: (count: number) => counted(count, 'nuovo', 'nuovi'),
  sayNewAnswers: (count: number) => `${counted(count, 'nuova risposta', 'nuove risposte')}.`,
  sayOwnAnswer: (title: string) => `Il tuo quesito ${title}: risposta pubblicata.`,
  sayMinutesLeft: (minutes: number) => `Mancano ${counted(minutes, 'minuto', 'minuti')} per inviare quesiti.`,
  sendFailed: 'Non siamo riusciti a inviarlo. Il testo è salvo.',
  loadFailed: 'Non siamo riusciti a caricare la pagina. Quello che hai scritto è salvo.',
  saved: 'Bozza salvata',
  savedAt: (at: number) => `Salvato ${time(at)}`,
  savedHere: 'Salvato su questo telefono',
  saveFailed: 'Non riesco a salvare: il testo è su questo dispositivo.',
  notFoundTitle: 'Questa pagina non c’è',
  notFound:
    'L’indirizzo è sbagliato, o la pagina non è più qui. I quesiti e le risposte si trovano dalla pagina iniziale.',
  notFoundAction: 'Vai alla pagina iniziale',
  device: {
    'device/offline': 'Sei senza connessione: riprova appena torna la rete. Quello che hai scritto è salvo.',
    'device/no-answer': 'Il servizio non ha risposto: guarda se è andato a buon fine, poi riprova.',
    'device/storage-full':
      'Su questo dispositivo non c’è più spazio per i testi da inviare: aspetta che partano gli altri, poi riprova.',
  } satisfies Record<DeviceCode, string>,
  reasons: {
    personQuota: (used: number, from: number | undefined) =>
      `Oggi hai già inviato ${counted(used, 'quesito', 'quesiti')}.${from === undefined ? '' : ` Puoi scriverne altri dal ${day(from)}.`}`,
    bodyQuota: (used: number) =>
      `Il tuo Comune ha già inviato i suoi ${counted(used, 'quesito', 'quesiti')} di oggi.`,
    notEnrolled: 'Il tuo ente non è iscritto a questa edizione: puoi leggere tutto.',
    muted: (until: number) => `Il moderatore ha sospeso i tuoi invii fino alle ${time(until)}.`,
    ownBody: 'Lavori per questo Comune: lo prende un collega.',
    claimQuota: (held: number) => `Hai già ${counted(held, 'quesito', 'quesiti')} in carico: lasciane uno.`,
    takenBy: (name: string) => `L’ha preso ${name} un attimo prima.`,
    ownAnswer: 'Non puoi verificare una risposta che hai scritto tu.',
  },
}
