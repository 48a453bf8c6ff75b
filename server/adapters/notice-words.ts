/** The sentences of notices by e-mail, Italian and English. How they are laid out, and when they are sent, is not known here. */
type BodyName = string | null

const it = {
  emblem: 'Emblema dell’Unione europea',
  cofunded: 'Cofinanziato dall’Unione europea',
  bodies: 'Ministero dell’Interno · ANCI, Piano di Azione per i Piccoli Comuni',
  stop: 'Non avvisarmi più per e-mail',
  oneClick: ': basta un clic.',
  choose: 'Scegli di che cosa avvisarti',
  number: (number: string) => `n. ${number}`,
  sent: (number: string, on: string, from: BodyName) =>
    `n. ${number}, inviato il ${on}${from === null ? '' : ` ${fromBody(from)}`}.`,
  joined: (to: string) => `L’abbiamo unito al n. ${to}: la risposta vale anche per il tuo caso.`,
  inBrief: 'In breve',
  read: 'Leggi la risposta',
  open: 'Si apre senza accedere.',
  signIn: 'Per leggerla intera ti chiediamo di accedere.',
  verified: (lawOn: string) => `Verificata da un secondo esperto, legge aggiornata al ${lawOn}.`,
  lawAsOf: (lawOn: string) => `Legge aggiornata al ${lawOn}.`,
  notBinding: 'Orienta, non è un parere vincolante.',
  tell: { before: 'Non è il tuo caso? ', link: 'Scrivici perché', after: ': resta allo stesso esperto.' },
  whyMine: (number: string) => `Te la mandiamo perché hai inviato il quesito n. ${number}.`,
  whyFollowed: (number: string) => `Te la mandiamo perché segui il quesito n. ${number}.`,
  whyWork: 'Te la mandiamo perché rispondi ai quesiti di questo argomento.',
  whyDay: 'Te la mandiamo perché hai partecipato a questa giornata.',
  answered: {
    subject: (title: string) => `Risposta al tuo quesito: ${title}`,
    subjectFollowed: (title: string) => `Risposta a un quesito che segui: ${title}`,
    heading: 'Il tuo quesito ha una risposta',
    headingFollowed: 'Un quesito che segui ha una risposta',
  },
  corrected: {
    subject: (title: string) => `Risposta corretta: ${title}`,
    heading: 'La risposta al tuo quesito è cambiata',
    headingFollowed: 'La risposta a un quesito che segui è cambiata',
    why: 'Che cosa è cambiato',
    box: 'In breve, adesso',
    read: 'Leggi che cosa è cambiato',
    old: 'Se hai usato la versione di prima, controlla l’atto che ne è nato.',
  },
  withdrawn: {
    subject: (title: string) => `Risposta ritirata: ${title}`,
    heading: 'La risposta al tuo quesito è stata ritirata',
    headingFollowed: 'La risposta a un quesito che segui è stata ritirata',
    text: 'Non usarla più. Il quesito è di nuovo in coda: ti scriviamo quando ha una risposta nuova.',
    box: 'Che cosa fare',
    read: 'Vai al quesito',
  },
  infoRequest: {
    subject: (title: string) => `Serve una tua precisazione: ${title}`,
    heading: 'L’esperto ti chiede una precisazione',
    box: 'Ti chiede',
    read: 'Rispondi',
    small: 'Tieni il tuo posto in coda.',
  },
  work: {
    handedOver: { subject: 'Ti è stato passato', heading: 'Un quesito è passato a te' },
    returned: { subject: 'Da rivedere', heading: 'La tua risposta torna a te con un’osservazione' },
    mentioned: { subject: 'Ti chiedono un parere', heading: 'Un collega ti ha nominato in una nota' },
    review: { subject: 'Da verificare', heading: 'Una risposta aspetta una seconda lettura' },
    read: 'Apri il quesito',
    small: 'Le note e la risposta si leggono solo lì.',
  },
  day: {
    subject: (title: string) => `Riepilogo: ${title}`,
    heading: 'Com’è andata la giornata',
    answers: (count: number) => (count === 1 ? 'Una risposta pubblicata.' : `${count} risposte pubblicate.`),
    none: 'Nessuna risposta pubblicata, per ora.',
    mine: 'il tuo quesito',
    more: (count: number) => (count === 1 ? 'E un’altra.' : `E altre ${count}.`),
    waiting: 'I tuoi quesiti che aspettano',
    waits: 'Ti scriviamo quando ha una risposta.',
    read: 'Vai alla giornata',
  },
}

/** `dal Comune di Poggio`, `dall’Unione dei Comuni`. */
const fromBody = (name: string): string =>
  /^[aeiouàèéìòù]/i.test(name)
    ? `dall’${name}`
    : /^comune\b|^consorzio\b/i.test(name)
      ? `dal ${name}`
      : `da ${name}`

export type NoticeWords = typeof it

const en: NoticeWords = {
  emblem: 'Emblem of the European Union',
  cofunded: 'Co-funded by the European Union',
  bodies: 'Ministero dell’Interno · ANCI, Action Plan for Small Municipalities',
  stop: 'Stop telling me by e-mail',
  oneClick: ': one click is enough.',
  choose: 'Choose what we tell you',
  number: (number) => `no. ${number}`,
  sent: (number, on, from) => `No. ${number}, sent on ${on}${from === null ? '' : ` by ${from}`}.`,
  joined: (to) => `We joined it to no. ${to}: the answer holds for your case too.`,
  inBrief: 'In short',
  read: 'Read the answer',
  open: 'It opens without signing in.',
  signIn: 'To read all of it we ask you to sign in.',
  verified: (lawOn) => `Checked by a second expert, law as of ${lawOn}.`,
  lawAsOf: (lawOn) => `Law as of ${lawOn}.`,
  notBinding: 'It gives guidance and is not a binding opinion.',
  tell: { before: 'Not your case? ', link: 'Write us why', after: ': it stays with the same expert.' },
  whyMine: (number) => `We send it because you sent question no. ${number}.`,
  whyFollowed: (number) => `We send it because you follow question no. ${number}.`,
  whyWork: 'We send it because you answer questions on this topic.',
  whyDay: 'We send it because you took part in this day.',
  answered: {
    subject: (title) => `Answer to your question: ${title}`,
    subjectFollowed: (title) => `Answer to a question you follow: ${title}`,
    heading: 'Your question has an answer',
    headingFollowed: 'A question you follow has an answer',
  },
  corrected: {
    subject: (title) => `Corrected answer: ${title}`,
    heading: 'The answer to your question has changed',
    headingFollowed: 'The answer to a question you follow has changed',
    why: 'What has changed',
    box: 'In short, now',
    read: 'Read what has changed',
    old: 'If you used the earlier version, check the act that came of it.',
  },
  withdrawn: {
    subject: (title) => `Withdrawn answer: ${title}`,
    heading: 'The answer to your question has been withdrawn',
    headingFollowed: 'The answer to a question you follow has been withdrawn',
    text: 'Do not use it any more. The question is in the queue again: we will write when it has a new answer.',
    box: 'What to do',
    read: 'Go to the question',
  },
  infoRequest: {
    subject: (title) => `We need a detail from you: ${title}`,
    heading: 'The expert asks you for a detail',
    box: 'The expert asks',
    read: 'Reply',
    small: 'You keep your place in the queue.',
  },
  work: {
    handedOver: { subject: 'Handed over to you', heading: 'A question has been handed over to you' },
    returned: { subject: 'To be revised', heading: 'Your answer comes back to you with a remark' },
    mentioned: { subject: 'Your view is asked for', heading: 'A colleague named you in a note' },
    review: { subject: 'To be checked', heading: 'An answer waits for a second reading' },
    read: 'Open the question',
    small: 'Notes and answer are read only there.',
  },
  day: {
    subject: (title) => `Summary: ${title}`,
    heading: 'How the day went',
    answers: (count) => (count === 1 ? 'One answer published.' : `${count} answers published.`),
    none: 'No answer published, so far.',
    mine: 'your question',
    more: (count) => (count === 1 ? 'And one more.' : `And ${count} more.`),
    waiting: 'Your questions that wait',
    waits: 'We will write when it has an answer.',
    read: 'Go to the day',
  },
}

export const noticeWords = { it, en }
