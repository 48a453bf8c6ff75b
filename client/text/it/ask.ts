/** Asking a question: the form, similar answers, the privacy guard, and the page after sending. */
import { formatsFor } from '../intl.ts'

const { counted, date, day, time } = formatsFor('it')

export const ask = {
  title: 'Fai un quesito',
  closesAt: (at: number) => `Si chiude alle ${time(at)}.`,
  closesIn: (left: string) => `Chiude fra ${left}`,
  leftToday: (left: number) => `Oggi puoi inviarne ancora ${left}.`,
  line: 'Il dubbio in una riga',
  text: 'Il fatto e la domanda',
  theme: 'Tema',
  topic: 'Argomento',
  chooseTopic: 'Scegli l’argomento',
  addIfNeeded: 'Aggiungi, se serve',
  attachment: 'Un allegato (PDF o foto, 5 MB)',
  tried: 'Che cosa avete già fatto',
  deadline: 'Una scadenza in ufficio',
  readersSee: 'Chi legge vedrà',
  bodyOf: (region: string) => `Un Comune della regione ${region}`,
  send: 'Invia il quesito',
  sendOffline: 'Invia appena torna la rete',
  later: 'Continua più tardi',
  leaveFor: (at: number) => `Lascialo per il ${day(at)}`,
  similar: 'Forse c’è già la risposta',
  similarCount: (count: number) => `Forse c’è già la risposta (${count})`,
  similarOffline: 'Le risposte simili arrivano quando torna la rete.',
  similarNone: 'Mentre scrivi cerchiamo se c’è già una risposta.',
  answersCount: (count: number, asOf: number | undefined) =>
    `Risponde a ${counted(count, 'quesito', 'quesiti')}${asOf === undefined ? '' : ` · aggiornata al ${date(asOf)}`}`,
  oneHelps: 'Una di queste ti risponde?',
  noNeed: 'Sì, non serve inviare',
  thanks: 'Bene. Teniamo la bozza 30 giorni, se cambi idea.',
  guard: {
    name: 'Forse c’è un nome.',
    taxCode: 'Forse c’è un codice fiscale.',
    nameAndTaxCode: 'Forse ci sono un nome e un codice fiscale.',
    contact: 'Forse ci sono un telefono o un’e-mail.',
    several: 'Forse ci sono dati personali.',
    why: 'Agli esperti non servono: scrivi «un residente».',
    replacement: 'un residente',
    remove: 'Togli questi dati',
    keep: 'Non sono dati personali',
  },
  errorTitle: (count: number) =>
    `${counted(count, 'cosa da sistemare', 'cose da sistemare')} prima di inviare`,
  errors: {
    line: 'Scrivi il dubbio: basta una riga.',
    text: 'Scrivi il fatto e la domanda.',
    theme: 'Manca il tema.',
    topic: 'Manca l’argomento.',
    tooLong: (max: number) => `È troppo lungo: il massimo è ${max} caratteri.`,
  },
  sent: {
    title: 'Quesito inviato',
    receivedAt: (at: number) => `Ricevuto alle ${time(at)}`,
    place: (place: number) => `In coda: ${place}º posto`,
    queue: 'In coda',
    howPlace: 'Come si calcola',
    writing: 'Un esperto scrive, un secondo verifica',
    writingAlone: 'Un esperto scrive',
    answerBy: (at: number | undefined) =>
      `Risposta: oggi${at === undefined ? '' : `; se no, entro il ${day(at)}`}`,
    closePage: 'Ti avvisiamo qui e per e-mail. Puoi chiudere la pagina.',
    receipt: 'Scarica la ricevuta',
    back: 'Torna al forum',
  },
}
