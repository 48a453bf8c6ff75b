/** Asking a question: the form, similar answers, the privacy guard, and the page after sending. */
import { formatsFor } from '../intl.ts'
import type { ask as source } from '../it/ask.ts'
import type { Like } from '../like.ts'

const { counted, date, day, time } = formatsFor('en')

export const ask: Like<typeof source> = {
  title: 'Ask a question',
  closesAt: (at) => `Closes at ${time(at)}.`,
  closesIn: (left) => `Closes in ${left}`,
  leftToday: (left) => `You can send ${left} more today.`,
  line: 'The doubt in one line',
  text: 'The facts and the question',
  theme: 'Theme',
  topic: 'Topic',
  chooseTopic: 'Choose the topic',
  addIfNeeded: 'Add, if useful',
  attachment: 'An attachment (PDF or photo, 5 MB)',
  tried: 'What you have already done',
  deadline: 'A deadline at the office',
  readersSee: 'Readers will see',
  bodyOf: (region) => `A municipality of ${region}`,
  send: 'Send the question',
  sendOffline: 'Send when the network is back',
  later: 'Go on later',
  leaveFor: (at) => `Leave it for ${day(at)}`,
  similar: 'The answer may exist already',
  similarCount: (count) => `The answer may exist already (${count})`,
  similarOffline: 'Similar answers arrive when the network is back.',
  similarNone: 'While you write we look for an answer that exists.',
  answersCount: (count, asOf) =>
    `Answers ${counted(count, 'question', 'questions')}${asOf === undefined ? '' : ` · law as of ${date(asOf)}`}`,
  oneHelps: 'Does one of these answer you?',
  noNeed: 'Yes, no need to send',
  thanks: 'Good. We keep the draft for 30 days, should you change your mind.',
  guard: {
    name: 'There may be a name.',
    taxCode: 'There may be a tax code.',
    nameAndTaxCode: 'There may be a name and a tax code.',
    contact: 'There may be a telephone number or an e-mail address.',
    several: 'There may be personal data.',
    why: 'The experts do not need them: write “a resident”.',
    replacement: 'a resident',
    remove: 'Take these data out',
    keep: 'They are not personal data',
  },
  errorTitle: (count) => `${counted(count, 'thing', 'things')} to put right before sending`,
  errors: {
    line: 'Write the doubt: one line is enough.',
    text: 'Write the facts and the question.',
    theme: 'The theme is missing.',
    topic: 'The topic is missing.',
    tooLong: (max) => `It is too long: the most is ${max} characters.`,
  },
  sent: {
    title: 'Question sent',
    receivedAt: (at) => `Received at ${time(at)}`,
    place: (place) => `In the queue, place ${place}`,
    queue: 'In the queue',
    howPlace: 'How it is worked out',
    writing: 'An expert writes, a second one reviews',
    writingAlone: 'An expert writes',
    answerBy: (at) => `Answer: today${at === undefined ? '' : `; if not, by ${day(at)}`}`,
    closePage: 'We tell you here and by e-mail. You can close the page.',
    receipt: 'Download the receipt',
    back: 'Back to the forum',
  },
}
