/** Signing in with a code sent by e-mail. */
import { formatsFor } from '../intl.ts'
import type { signIn as source } from '../it/sign-in.ts'
import type { Like } from '../like.ts'

const { counted } = formatsFor('en')

export const signIn: Like<typeof source> = {
  title: 'Sign in',
  intro: 'Write your work e-mail: we send you a code. No password needed.',
  email: 'Work e-mail',
  emailMissing: 'Write your work e-mail.',
  emailWrong: 'This address is not complete.',
  sendCode: 'Send me the code',
  spid: 'Enter with SPID or CIE',
  room: 'I am in the room and have its code',
  codeTitle: 'Write the code',
  sentTo: 'We sent it to',
  change: 'Change',
  code: '6-digit code',
  codeHint: (minutes) => `Good for ${counted(minutes, 'minute', 'minutes')}. The sixth digit lets you in.`,
  checking: 'Checking the code',
  notArrived: 'Has it not arrived? Look in your junk mail.',
  another: 'Send another code',
  anotherIn: (left) => `Send another code in ${left}`,
  wrong: (left) => `This is not the code. You have ${left === 1 ? '1 attempt' : `${left} attempts`} left.`,
  wrongPlain: 'This is not the code.',
  expired: 'The code has expired.',
  sendMeAnother: 'Send me another',
  tooMany: 'Too many attempts. Ask for another code.',
  help: 'Ask support for help',
  already: (email) => `You are signed in already, as ${email}.`,
  goOn: 'Go on',
  other: 'Use another address',
  outbox: 'Trial: read the code in the outgoing mail',
}
