/** Every status of a question as its asker reads it: the chip's words, and the sentence under it. */
import { formatsFor } from '../intl.ts'
import type { status as source } from '../it/status.ts'
import type { Like } from '../like.ts'

const { counted, day, time } = formatsFor('en')
const places = new Intl.PluralRules('en-GB', { type: 'ordinal' })
const suffixes: Record<string, string> = { one: 'st', two: 'nd', few: 'rd' }
const ordinal = (place: number) => `${place}${suffixes[places.select(place)] ?? 'th'}`

export const status: Like<typeof source> = {
  draft: 'Draft',
  received: 'Received',
  published: 'Admitted',
  queued: (place) => (place === undefined ? 'In the queue' : `In the queue: ${ordinal(place)} place`),
  claimed: 'An expert is writing',
  inReview: 'In review',
  waiting: 'We need a detail from you',
  waitingOthers: 'Waiting for a detail',
  live: 'In the room now',
  answeredLive: 'Answered in the room',
  answered: 'Answer published',
  corrected: 'Answer corrected',
  toRecheck: 'Answer to be re-checked',
  joined: (publicNumber) => `Joined to no. ${publicNumber}`,
  parked: (until) => (until === undefined ? 'Put off' : `Put off to ${day(until)}`),
  notAccepted: 'Not accepted',
  redirected: 'Passed to the right office',
  carried: (until) => (until === undefined ? 'Carried to the next day' : `Carried to ${day(until)}`),
  withdrawn: 'Withdrawn',
  unsent: 'To be sent',
  unsentLong: 'To be sent: it leaves as soon as the network is back',
  atTime: (at) => `at ${time(at)}`,
  onDay: (at) => `on ${day(at)} at ${time(at)}`,
  sentence: {
    draft: 'You have not sent it yet.',
    received: (minutes) => `The moderator reads it within ${counted(minutes, 'minute', 'minutes')}.`,
    receivedEarly: 'The moderator reads it before the day.',
    sent: (when) => `Sent ${when}.`,
    answerToday: (byDay) => `You get an answer today; if not, by ${day(byDay)}.`,
    answerOn: (liveDay, byDay) => `You get an answer on ${day(liveDay)}; if not, by ${day(byDay)}.`,
    answerBy: (byDay) => `You get an answer by ${day(byDay)}.`,
    claimed: (when, minutes) =>
      `Taken ${when}. Usually ${counted(minutes, 'minute is', 'minutes are')} enough.`,
    inReview: 'A second expert is reading the answer.',
    waiting: 'Reply here: you keep your place in the queue.',
    waitingOthers: 'The expert has asked another body with the same doubt for a detail.',
    live: 'It is on the screen of the room.',
    answeredLive: (when, byDay) => `Answered in the room ${when}. The written answer comes by ${day(byDay)}.`,
    answered: 'Read it and tell us whether it helped.',
    corrected: (when) => `It changed ${when}: read what.`,
    toRecheck: 'The law has changed: an expert is reading it again.',
    followUp: 'Your follow-up has reached the experts.',
    joined: 'The answer will be good for you too. Is it not so?',
    joinedWhy: (publicNumber) =>
      `We joined your question to no. ${publicNumber}: the answer is good for your case too. Is it not so?`,
    joinedTell: 'Tell us why',
    parked: 'It needs more time: we tell you as soon as it goes on.',
    notAccepted: 'We tell you whom to ask.',
    redirected: 'The right office replies to you by e-mail.',
    carried: 'The experts find it in the queue that morning.',
    withdrawn: (when) => `You withdrew it ${when}.`,
    unsent: 'It is on this phone: it leaves as soon as the network is back.',
  },
}
