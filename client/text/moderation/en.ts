/** What a moderator is told and asked, beside the words that the pages share. */
import { formatsFor } from '../intl.ts'
import type { Like } from '../like.ts'
import type { moderating as source } from './it.ts'

const { counted, day, number, spoken, time, weekday } = formatsFor('en')

export const moderating: Like<typeof source> = {
  day: 'Day',
  inboxLabel: 'Incoming questions',
  sayArrived: (count) => `${counted(count, 'question', 'questions')} incoming.`,
  actions: 'Actions on the question',
  moreTitle: 'More actions',
  somebody: (kind, region) =>
    `${{ COMUNE: 'A municipality', UNIONE: 'A union', OTHER: 'A body' }[kind]}, ${region}`,
  deadline: (at) => `Office deadline: ${weekday(at)}`,
  edited: 'Text corrected',
  textFailed: 'We can’t load the text.',
  byColleague: 'A colleague has dealt with it meanwhile.',
  nextOne: 'Next',
  redirected: 'Passed to another office.',
  carried: (at) => `Carried to ${day(at)}.`,
  goesLater: 'It goes as soon as the line is back.',
  tellsSoon: 'Its asker is told in 8 seconds.',
  carry: 'Carry to another day',
  classify: 'Change the topic',
  doRefuse: 'Do not accept',
  doRedirect: 'Pass the question on',
  doCorrect: 'Save the correction',
  doCarry: 'Carry the question',
  doMute: 'Suspend sending',
  chooseReason: 'Choose a reason',
  chooseDay: 'Day',
  redirectTo: 'To whom',
  secretariat: 'To the secretariat',
  support: 'To support',
  fillIn: (holes) => `Fill in within the text: ${holes}.`,
  tooLong: 'The text is too long.',
  empty: 'Write the text.',
  oneLine: 'Title',
  wholeText: 'Text',
  noLaterDay: 'There is no other day to carry it to.',
  daySession: (at, title) => `${day(at)}, ${title}`,
  muteNote: 'Whoever sent this question can’t send others. Questions already sent stay.',
  mutedUntil: (at) => `Sending suspended until ${time(at)}`,
  unmute: 'Allow sending again',
  muteLength: 'For how long',
  minutes: (count) => counted(count, 'minute', 'minutes'),
  agoSpoken: (ms) => `for ${spoken(ms)}`,

  confirm: {
    open: 'Collecting opens now: municipalities can send questions.',
    start: 'The day goes live now. There is no way back to collecting.',
    stop: 'Sending closes now for everybody. Who has begun a draft has one minute more.',
    archive: 'The day is archived. It can’t be reopened.',
  },
  reopenFor: 'Reopen sending for',
  closeReady: 'All questions have an outcome. After closing, the answers can be read.',
  closeAnyway: 'Close all the same',
  closeWithout: 'Their askers will have no date.',
  closeCarried: (done, all) => `${number(done)} of ${number(all)} carried.`,
  closeLeft: (count) =>
    `${counted(count, 'question is with an expert and stays', 'questions are with experts and stay')} in this day.`,
  held: 'The server’s clock has jumped: phases no longer change by themselves.',
  hold: 'Stop the automatic phases',
  unhold: 'Resume the automatic phases',
  holdNote: 'While they are stopped, the day opens and closes by hand only.',
  phase: 'Phase of the day',

  announceHint: 'Everybody reads it, on phones and on the wall.',
  announceFor: 'For',
  announced: (at) => `Shown until ${time(at)}`,
  wallTitle: 'Wall of the room',
  wallPublic: 'The day is public: the wall opens without a pass.',
  wallHint: 'Whoever opens the link sees the wall, until you take it back. It is shown only now.',
  wallNew: 'Make a link',
  wallLink: 'Link',
  wallOpen: 'Open the wall',
  wallList: 'Links in use',
  wallNone: 'No link in use.',
  wallIssued: (at) => `Made on ${day(at)} at ${time(at)}`,
  wallRevoke: 'Take back',
  wallRevokeOf: (at) => `Take back the link of ${time(at)}`,
  copy: 'Copy',
  copied: 'Copied',

  present: 'Connected now',
  presentNone: 'We don’t know yet how many are connected.',
  presentPeople: {
    participant: (count) => counted(count, 'participant', 'participants'),
    expert: (count) => counted(count, 'expert', 'experts'),
    moderator: (count) => counted(count, 'moderator', 'moderators'),
    feed: (count) => counted(count, 'screen', 'screens'),
  },
  themes: 'Themes',
  themesTable: 'The themes in figures',
  theme: 'Theme',
  asked: 'Arrived',
  answered: 'Answered',
  otherwise: 'Other outcome',
  outcomes: 'Outcomes',
  wholeDay: 'The whole day',
  outcomesSpoken:
    'For each theme the questions answered, with another outcome and without one. The figures are in the table “The themes in figures”.',
  waitsSpoken:
    'For each theme the median wait for an answer. The figures are in the table “The themes in figures”.',
  outcomesOf: (answered, otherwise, waiting) =>
    [
      `${number(answered)} answered`,
      otherwise > 0 && `${number(otherwise)} with another outcome`,
      `${number(waiting)} without an outcome`,
    ]
      .filter(Boolean)
      .join(' · '),
  noWait: 'no answer yet',

  noTopics: 'No questions yet.',
  noOne: '–',
  barsSpoken: (arrived, answered) => `${number(arrived)} arrived, ${number(answered)} answered`,
  needs: {
    held: 'The automatic phases are stopped.',
    closing: (left, open) =>
      `Sending closes in ${left} and ${counted(open, 'question is', 'questions are')} without an outcome.`,
    inbox: (waited) => `has been incoming for ${waited}.`,
    overwhelmed: (times) =>
      times < 2
        ? 'questions come and none is closed.'
        : `${{ 2: 'two', 3: 'three', 4: 'four' }[times] ?? number(times)} times more questions come than are closed.`,
    deadline: (at) => `the office has a deadline on ${weekday(at)} and nobody has taken it.`,
    details: (count) =>
      `${count === 1 ? 'has been waiting for details' : 'have been waiting for details'} for over 3 hours.`,
    review: (count) =>
      `${count === 1 ? 'has been waiting' : 'have been waiting'} for review for over an hour.`,
    canClose: 'All questions have an outcome: the day can be closed.',
    reviews: (count) => counted(count, 'answer', 'answers'),
  },
  show: 'Open',
  showOldest: 'Open the oldest',
}
