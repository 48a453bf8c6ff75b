/** Italian, the source of every other language: its type is what they must have. */
import { ask } from './it/ask.ts'
import { desk } from './it/desk.ts'
import { errors } from './it/errors.ts'
import { common } from './it/everywhere.ts'
import { files } from './it/files.ts'
import { home } from './it/home.ts'
import { keys } from './it/keys.ts'
import { moderation } from './it/moderation.ts'
import { phases } from './it/phases.ts'
import { question } from './it/question.ts'
import { search } from './it/search.ts'
import { session } from './it/session.ts'
import { signIn } from './it/sign-in.ts'
import { states } from './it/states.ts'
import { status } from './it/status.ts'
import { wall } from './it/wall.ts'

export const it = {
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
