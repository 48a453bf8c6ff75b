/** The home page. */
import { formatsFor } from '../intl.ts'
import type { home as source } from '../it/home.ts'
import type { Like } from '../like.ts'

const { number, time, weekday } = formatsFor('en')

export const home: Like<typeof source> = {
  title: 'Quesiti',
  enter: 'Enter the forum',
  enterShort: 'Enter',
  liveUntil: (at) => `Questions until ${time(at)}, answers visible to all at once.`,
  roomUntil: (at) => `Until ${time(at)}. Type the six digits you see on the screen: no registration needed.`,
  roomCode: 'Room code, six digits',
  wrongCode: 'There is no such code. Check the six digits on the screen.',
  next: 'The next dates',
  noNext: 'There are no other dates in the calendar.',
  opensFrom: (at) => `questions open from ${weekday(at)}, ${time(at)}`,
  remind: 'Remind me',
  remindOf: (title) => `Remind me: ${title}`,
  lastAnswers: 'Latest answers',
  allAnswers: (count) => `All ${number(count)} answers`,
  beneficiariesOnly: 'It is for enrolled bodies: we ask you to sign in.',
}
