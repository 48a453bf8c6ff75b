/** English. The compiler holds it to the keys and parameters of the Italian. */
import { ask } from './en/ask.ts'
import { desk } from './en/desk.ts'
import { errors } from './en/errors.ts'
import { common } from './en/everywhere.ts'
import { files } from './en/files.ts'
import { home } from './en/home.ts'
import { keys } from './en/keys.ts'
import { moderation } from './en/moderation.ts'
import { phases } from './en/phases.ts'
import { question } from './en/question.ts'
import { search } from './en/search.ts'
import { session } from './en/session.ts'
import { signIn } from './en/sign-in.ts'
import { states } from './en/states.ts'
import { status } from './en/status.ts'
import { wall } from './en/wall.ts'
import type { it } from './it.ts'
import type { Like } from './like.ts'

export const en: Like<typeof it> = {
  ask,
  common,
  desk,
  errors,
  files,
  home,
  keys,
  moderation,
  phases,
  question,
  search,
  session,
  signIn,
  states,
  status,
  wall,
}
