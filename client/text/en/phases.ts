/** A day's head, phase by phase: what is said beside the rail, and on its button. */
import { formatsFor } from '../intl.ts'
import type { phases as source } from '../it/phases.ts'
import type { Like } from '../like.ts'

const { counted, day, time, weekday } = formatsFor('en')

export const phases: Like<typeof source> = {
  live: 'Live',
  room: 'In the room',
  liveUntil: (at) => `Live until ${time(at)}`,
  opens: (at) => `Opens ${weekday(at)} at ${time(at)}`,
  liveOn: (at) => `Live ${weekday(at)} at ${time(at)}`,
  pauseUntil: (at) => `Break until ${time(at)}`,
  paused: 'Break',
  sendingClosed: 'Sending closed',
  sendingClosedAt: (at) => `Sending closed at ${time(at)}`,
  ended: 'The day is over',
  toSend: 'to send questions',
  toSendShort: 'to send',
  toFinish: 'to finish this one',
  canSend: 'questions can be sent',
  stillAnswering: 'the experts are still answering',
  closesIn: 'closes in',
  questionsIn: (count) => `${counted(count, 'question', 'questions')},`,
  allWithOutcome: 'all with an outcome',
  withoutOutcome: (count) => `${count} without an outcome`,
  remind: 'Remind me',
  ask: 'Ask a question',
  send: 'Send the question',
  leaveFor: (at) => `Leave it for ${day(at)}`,
  read: (count) => (count === 1 ? 'Read the answer' : `Read the ${count} answers`),
  noteCollecting: (at) => `The experts read it from ${weekday(at).split(' ')[0]} morning.`,
  noteGrace: 'You started in time: you can still send it.',
  noteAnswersOnly: 'It reaches the experts of the next day.',
  rail: (parts, now) => `Day: ${parts}. It is ${now}.`,
  railAnd: ' and ',
}
