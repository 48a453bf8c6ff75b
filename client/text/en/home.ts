/** The home page. */
import { formatsFor } from '../intl.ts'
import type { home as source } from '../it/home.ts'
import type { Like } from '../like.ts'

const { time, weekday, weekdayMonth } = formatsFor('en')

const ordinals = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
]

export const home: Like<typeof source> = {
  title: 'Quesiti',
  enter: 'Enter the forum',
  enterShort: 'Enter',
  enterOf: (title) => `Enter: ${title}`,
  console: 'Go to the experts’ console',
  moderate: 'Go to moderation',
  forumDay: (place) => (ordinals[place - 1] ? `Forum, ${ordinals[place - 1]} day` : `Forum, day ${place}`),
  liveUntil: (at) => `Questions until ${time(at)}, answers visible to all at once.`,
  pausedUntil: (at) => `Questions until ${time(at)}, during the break too.`,
  liveOn: (at, until) => `Live on ${weekdayMonth(at)}, from ${time(at)} to ${time(until)}.`,
  openNow: 'Questions are open already.',
  openNowRow: 'questions are open already',
  answersGoOn: 'experts are still answering',
  ended: 'over: the answers are here to read',
  past: 'Past days',
  roomUntil: (at) => `Until ${time(at)}. Type the six digits you see on the screen: no registration needed.`,
  roomCode: 'Room code, six digits',
  wrongCode: 'There is no such code. Check the six digits on the screen.',
  next: 'The next dates',
  noNext: 'There are no other dates in the calendar.',
  opensFrom: (at) => `questions open from ${weekday(at)}, ${time(at)}`,
  remind: 'Remind me',
  remindOf: (title) => `Remind me: ${title}`,
  allDays: 'All days in your calendar',
  lastAnswers: 'Latest answers',
  noAnswers: 'The first answers come with the first day.',
  answersForBodies: 'Enrolled bodies read them after signing in.',
  allAnswers: 'All answers',
  beneficiariesOnly: 'It is for enrolled bodies: we ask you to sign in.',
}
