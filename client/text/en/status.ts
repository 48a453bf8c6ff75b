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
  sentence: {
    draft: 'You have not sent it yet.',
    received: (minutes) => `The moderator reads it within ${counted(minutes, 'minute', 'minutes')}.`,
    queued: (at, byDay) =>
      `Sent at ${time(at)}. You get an answer today${byDay === undefined ? '' : `; if not, by ${day(byDay)}`}.`,
    claimed: (at, minutes) =>
      `Taken at ${time(at)}. Usually ${counted(minutes, 'minute is', 'minutes are')} enough.`,
    inReview: 'A second expert is reading the answer.',
    waiting: 'Reply here: you keep your place in the queue.',
    live: 'It is on the screen of the room.',
    answeredLive: (at, byDay) =>
      `At ${time(at)}.${byDay === undefined ? '' : ` The written answer comes by ${day(byDay)}.`}`,
    answered: 'Read it and tell us whether it helped.',
    corrected: (at) => `It changed at ${time(at)}: read what.`,
    toRecheck: 'The law has changed: an expert is reading it again.',
    joined: 'The answer is good for you too.',
    joinedWhy: (publicNumber) =>
      `We joined your question to no. ${publicNumber}: the answer is good for your case too. Is it not?`,
    joinedTell: 'Tell us why',
    notAccepted: 'We tell you whom to ask.',
    redirected: 'Support replies to you by e-mail.',
    carried: 'The experts find it in the queue that morning.',
    withdrawn: (at) => `You withdrew it at ${time(at)}.`,
    unsent: 'It is on this phone: it leaves as soon as the network is back.',
  },
}
