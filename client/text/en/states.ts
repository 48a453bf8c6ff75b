/** States every screen shares, and the reasons why something is not allowed. */
import { formatsFor } from '../intl.ts'
import type { states as source } from '../it/states.ts'
import type { Like } from '../like.ts'

const { counted, day, time } = formatsFor('en')

export const states: Like<typeof source> = {
  loading: 'Loading',
  offlineTitle: 'You are offline.',
  offlineRead: 'You can read and write: we send the question as soon as the network is back.',
  offlineWrite: 'Go on writing: the text stays on this phone and leaves by itself.',
  degradedTitle: 'The service has a problem at the moment.',
  degraded:
    'You can read. What you send stays on this device and leaves by itself as soon as the problem is solved.',
  dataOf: (at) => `As of ${time(at)}`,
  noData: 'No data yet',
  nothingKept: 'There is nothing to read on this device yet: it comes when the network is back.',
  even: 'You are up to date',
  evenAgain: 'Up to date again',
  newAnswers: (count) => counted(count, 'new answer', 'new answers'),
  newAnswersShort: (count) => counted(count, 'new', 'new'),
  newMixed: (count) => `${count} new`,
  newItems: (count) => counted(count, 'new', 'new'),
  sayNewAnswers: (count) => `${counted(count, 'new answer', 'new answers')}.`,
  sayOwnAnswer: (title) => `Your question ${title}: answer published.`,
  sayMinutesLeft: (minutes) => `${counted(minutes, 'minute', 'minutes')} left to send questions.`,
  sendFailed: 'We could not send it. Your text is safe.',
  loadFailed: 'We could not load the page. What you wrote is safe.',
  saved: 'Draft saved',
  savedAt: (at) => `Saved ${time(at)}`,
  savedHere: 'Saved on this phone',
  saveFailed: 'Saving does not work: the text is on this device.',
  notFoundTitle: 'This page does not exist',
  notFound:
    'The address is wrong, or the page is no longer here. Questions and answers are found from the home page.',
  notFoundAction: 'Go to the home page',
  device: {
    'device/offline': 'You are offline: try again when the network is back. What you wrote is safe.',
    'device/no-answer': 'The service did not answer: see whether it worked, then try again.',
    'device/storage-full':
      'This device has no room left for texts waiting to be sent: wait until the others have gone, then try again.',
  },
  reasons: {
    personQuota: (used, from) =>
      `You have already sent ${counted(used, 'question', 'questions')} today.${from === undefined ? '' : ` You can write more from ${day(from)}.`}`,
    bodyQuota: (used) =>
      `Your municipality has already sent its ${counted(used, 'question', 'questions')} for today.`,
    notEnrolled: 'Your body is not enrolled in this edition: you can read everything.',
    muted: (until) => `The moderator has suspended your sending until ${time(until)}.`,
    ownBody: 'You work for this municipality: a colleague takes it.',
    claimQuota: (held) => `You already hold ${counted(held, 'question', 'questions')}: give one back.`,
    takenBy: (name) => `${name} took it a moment before.`,
    ownAnswer: 'You cannot review an answer you wrote.',
  },
}
