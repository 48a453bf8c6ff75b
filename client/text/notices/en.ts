/** Choosing what to hear of by e-mail, and stopping it from a mail: loaded with those pages only. */
import type { notices as source } from './it.ts'

export const notices: typeof source = {
  title: 'Notices',
  lead: 'We send one e-mail a matter, never two. Choose of what.',
  to: (email) => `We send them to ${email}.`,
  cantSend: 'This server sends no e-mail: news are read only here.',
  list: 'What we tell you by e-mail',
  matters: {
    answered: {
      title: 'An answer',
      detail: 'When a question of yours, or one that you follow, is answered.',
      staff: 'When a question that you follow is answered.',
    },
    needsYou: {
      title: 'You are needed',
      detail: 'When an expert asks you for a detail.',
      staff:
        'When a question is handed over to you, an answer waits for your reading or a colleague names you.',
    },
    corrected: {
      title: 'A correction',
      detail: 'When an answer that you had changes or is withdrawn, and what has changed.',
      staff: 'When an answer that you follow changes or is withdrawn, and what has changed.',
    },
    digest: {
      title: 'The summary of the day',
      detail: 'At the end of a day in which you took part: the answers by theme.',
      staff: 'At the end of a day in which you followed questions: the answers by theme.',
    },
  },
  saved: 'Saved.',
  codes: 'Codes to sign in are always sent.',
  stop: {
    title: 'Stop telling me',
    asks: {
      answered: 'Do you no longer want to hear by e-mail of answers?',
      needsYou: 'Do you no longer want to hear by e-mail when you are needed?',
      corrected: 'Do you no longer want to hear by e-mail of corrections?',
      digest: 'Do you no longer want the summary of a day by e-mail?',
    },
    button: 'Stop telling me of this',
    all: 'No e-mail of any kind',
    done: 'Done: we will not write of this any more.',
    allDone: 'Done: we will not write any more.',
    stays: 'News stay on your pages, and codes to sign in are always sent.',
    undo: 'I changed my mind: tell me',
    choose: 'Choose what we tell you',
  },
}
