/** The wall of a room: few words, read from the last row. */
import { formatsFor } from '../intl.ts'
import type { wall as source } from '../it/wall.ts'
import type { Like } from '../like.ts'

const { counted, time, weekday } = formatsFor('en')

export const wall: Like<typeof source> = {
  now: 'Now in the room',
  next: 'Then',
  ask: 'Ask a question',
  join: 'Enter from your phone',
  meanwhile: 'Meanwhile, choose',
  startsAt: (at) => `We start at ${time(at)}`,
  startsOn: (at) => `We start on ${weekday(at).replace(' ', '\u00a0')} at ${time(at)}`,
  interest: 'needed by',
  questionsFor: 'Questions for',
  noRegistration: 'No registration.',
  weAre: 'We are',
  resumesAt: (at) => `We resume at ${time(at)}, in`,
  lunch: 'Lunch break',
  paused: 'Break',
  minutes: (count) => counted(count, 'minute', 'minutes').replace(/^\S+ /, ''),
  listed: 'The questions on the list',
  waiting: (count) => counted(count, 'question', 'questions'),
  waitingWhich: 'waiting: which do you need?',
  reconnecting: 'Connection coming back',
  degraded: 'News on hold: back by itself',
  closed: 'Questions are closed',
  noQuestions: 'No questions yet',
  qr: 'QR code to enter from your phone',
  title: (session) => `Wall: ${session}`,
  panel: 'How to take part',
  readAnswers: 'Read the answers',
  resumesSoon: 'We resume shortly',
  firstIsYours: 'The first can be yours.',
  waitingForAnswer: (count) => (count === 1 ? 'is waiting for an answer' : 'are waiting for an answer'),
  dayEnded: 'The day is over',
  dayCounts: (asked, answered) =>
    `${counted(asked, 'question', 'questions')}, ${counted(answered, 'answer', 'answers')}`,
  passNeeded: 'This screen needs a pass: open the link the moderator gives.',
}
