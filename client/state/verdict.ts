/** What a reader says of an answer, given to the server. Nothing waits for it, and nothing is lost where it can't be had. */
import type { Api, ApiFailure, ApiSuccess } from './api.ts'

type About = { readonly sessionId: string; readonly questionId: string }

export const sayVerdict = (
  api: Pick<Api, 'post'>,
  { sessionId, questionId }: About,
  helps: boolean | null,
): Promise<ApiSuccess | ApiFailure> =>
  api.post(`/api/sessions/${sessionId}/questions/${questionId}/verdict`, { helps })
