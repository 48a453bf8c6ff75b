/** What becomes of each question on the day of the pictures: the content's questions, in the order of the day. Pure. */
import type { AnswerDraft } from '../../server/domain/commands.ts'
import { instantInRome } from '../../server/domain/session.ts'
import type { Who } from './people.ts'

/** How a question stands when the pictures are taken. */
export type Fate =
  | 'answered'
  | 'corrected'
  | 'toRecheck'
  | 'queued'
  | 'received'
  | 'waiting'
  | 'replied'
  | 'inReview'
  | 'written'
  | 'held'
  | 'parked'
  | 'refused'
  | 'redirected'
  | 'withdrawn'
  | { readonly joinedTo: string }

export type Chapter = {
  readonly id: string
  readonly fate: Fate
  /** Who asks it instead of the content's official. */
  readonly asker?: Who
  readonly votes?: number
  readonly hasDeadline?: boolean
}

/** The first is asked in the morning, the last a few minutes before now. */
export const STORY: readonly Chapter[] = [
  { id: 'Q042', fate: 'answered', votes: 4 },
  { id: 'Q029', fate: 'answered', votes: 9 },
  { id: 'Q001', fate: 'answered', votes: 7 },
  { id: 'Q002', fate: 'corrected', votes: 11 },
  { id: 'Q043', fate: 'answered', votes: 3 },
  { id: 'Q044', fate: { joinedTo: 'Q043' }, asker: 'clerk' },
  { id: 'Q012', fate: 'written', votes: 5 },
  { id: 'Q004', fate: 'answered', votes: 6 },
  { id: 'Q027', fate: 'held', votes: 8 },
  { id: 'Q045', fate: 'toRecheck', votes: 2 },
  { id: 'Q046', fate: 'answered', votes: 5 },
  { id: 'Q015', fate: 'queued', votes: 6 },
  { id: 'Q014', fate: 'queued', votes: 2 },
  { id: 'Q018', fate: 'queued', votes: 3, hasDeadline: true },
  { id: 'Q019', fate: 'redirected' },
  { id: 'Q059', fate: 'refused', asker: 'clerk' },
  { id: 'Q034', fate: 'answered', votes: 7 },
  { id: 'Q047', fate: 'answered', votes: 1 },
  { id: 'Q035', fate: { joinedTo: 'Q034' } },
  { id: 'Q008', fate: 'answered', votes: 8 },
  { id: 'Q038', fate: 'inReview', votes: 4 },
  { id: 'Q006', fate: 'parked', votes: 1 },
  { id: 'Q028', fate: 'queued', votes: 9, hasDeadline: true },
  { id: 'Q048', fate: 'replied', votes: 2 },
  { id: 'Q016', fate: 'answered', votes: 5 },
  { id: 'Q053', fate: 'waiting', asker: 'clerk', votes: 3 },
  { id: 'Q033', fate: 'queued', votes: 4 },
  { id: 'Q041', fate: 'queued', votes: 2 },
  { id: 'Q030', fate: { joinedTo: 'Q028' } },
  { id: 'Q050', fate: 'queued', votes: 1 },
  { id: 'Q052', fate: 'queued', votes: 3 },
  { id: 'Q024', fate: 'withdrawn', asker: 'clerk' },
  { id: 'Q051', fate: 'answered', votes: 6 },
  { id: 'Q037', fate: 'queued', asker: 'clerk', votes: 10 },
  { id: 'Q026', fate: 'answered', asker: 'clerk', votes: 10 },
  { id: 'Q039', fate: 'answered', votes: 4 },
  { id: 'Q054', fate: 'queued', votes: 1 },
  { id: 'Q010', fate: 'received' },
  { id: 'Q013', fate: 'received' },
  { id: 'Q007', fate: 'received', asker: 'clerk' },
  { id: 'Q023', fate: 'received' },
]

// What people write on that day, beside the content's own words.
export const DEADLINE = '2026-11-19'
export const TRIED = 'Abbiamo sentito il Comune vicino e la Questura: risposte diverse.'
export const NOT_OURS = 'Il caso riguarda una singola persona: il forum risponde a dubbi degli uffici.'
export const TO_SECRETARIAT = 'Gli attestati li manda la segreteria: le abbiamo passato il quesito.'
export const REQUEST =
  'La persona ha un recapito, anche presso un’associazione? E da quanto tempo è nel Comune?'
export const REPLY = 'Sì, dorme vicino alla stazione da marzo e riceve la posta presso la parrocchia.'
export const NOTE = 'Sentire la Prefettura prima di rispondere: a ottobre ha dato un’altra indicazione.'
export const DRAFTS: Readonly<Record<string, Partial<AnswerDraft>>> = {
  Q027: {
    inBrief: 'Sì: il passaporto scaduto non impedisce l’iscrizione, se il permesso è valido.',
    reasoning:
      'L’identità può risultare anche dal permesso di soggiorno, che è un documento di riconoscimento. ' +
      'La scadenza del passaporto non fa venire meno il titolo a soggiornare.\n\n' +
      'Se il consolato non risponde, annotate le richieste fatte: bastano a motivare l’iscrizione.',
    references: [
      {
        ...{ act: 'D.Lgs. 286/1998', provision: 'art. 6, c. 7', checked: true },
        note: 'iscrizione alle stesse condizioni dei cittadini italiani',
      },
      { act: 'D.P.R. 223/1989', provision: 'art. 14', note: 'documenti da esibire', checked: false },
    ],
    appliesTo: 'A tutti i Comuni.',
    lawAsOf: '2026-11-01',
  },
  Q012: {
    inBrief:
      'Si può entrare nella rete con altri Comuni: il titolare del progetto è uno, gli altri aderiscono.',
  },
}
export const CORRECTION = 'Per i Comuni già appartenenti a comunità montane la soglia è di 3.000 abitanti.'
export const WHY_CORRECTED = 'Mancava la soglia per i Comuni già appartenenti a comunità montane.'
export const WHY_PARKED = 'Aspettiamo la circolare annunciata per il 20 novembre.'
export const PARKED_UNTIL = instantInRome('2026-11-23', '9:00')
export const emptyDraft = {
  inBrief: '',
  reasoning: '',
  appliesTo: '',
  whatToDo: [],
  notCovered: '',
  references: [],
  lawAsOf: '',
}
