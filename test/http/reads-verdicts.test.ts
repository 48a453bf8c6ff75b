/** Over real HTTP: whether an answer has helped, said by readers, counted by bodies, known to those who work here. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Day, playDay, type ReadsServer, startReads, type Who } from '../support/reads-day.ts'

let server: ReadsServer
let day: Day
const cookies = new Map<Who, string>()
beforeAll(async () => {
  server = await startReads()
  day = await playDay(server, await server.plan({ code: 'FD1' }))
})
afterAll(() => server.close())

async function say(who: Who, helps: unknown, questionId = day.questions.answered) {
  const cookie = cookies.get(who) ?? (await server.http.signIn(`${who}@example.it`))
  cookies.set(who, cookie)
  const path = `/api/sessions/${day.sessionId}/questions/${questionId}/verdict`
  const { status, body } = await server.http.call('POST', path, { cookie, body: { helps } })
  return [status, body.code]
}
const verdicts = async (who: Who, as = 'participant') =>
  (await server.get(who, `/api/sessions/${day.sessionId}/questions/${day.questions.answered}?as=${as}`)).body
    .verdicts

test('each reader has one word, which can be changed and taken back; two of one body count once', async () => {
  expect(await say('anna', true)).toEqual([200, undefined])
  expect(await say('bruno', true)).toEqual([200, undefined])
  expect(await say('carla', true)).toEqual([200, undefined])
  expect(await verdicts('carla')).toEqual({ mine: true, helped: null, different: null })
  expect(await verdicts('expert', 'expert')).toEqual({ mine: null, helped: 2, different: 0 })
  await say('carla', false)
  await say('carla', false)
  expect(await verdicts('carla')).toMatchObject({ mine: false })
  expect(await verdicts('moderator', 'moderator')).toMatchObject({ helped: 1, different: 1 })
  await say('carla', null)
  expect(await verdicts('carla')).toMatchObject({ mine: null })
  expect(await verdicts('expert', 'expert')).toMatchObject({ helped: 1, different: 0 })
})

test('nobody says anything of an answer that is not there for them, nor who doesn’t take part', async () => {
  expect(await say('carla', true, day.questions.privately)).toEqual([404, 'answer/not-found'])
  expect(await say('carla', true, day.questions.received)).toEqual([404, 'question/not-found'])
  expect(await say('anna', true, day.questions.received)).toEqual([404, 'answer/not-found'])
  expect(await say('expert', true)).toEqual([403, 'permission/denied'])
  expect(await say('anna', 'yes')).toEqual([422, 'request/invalid'])
})
