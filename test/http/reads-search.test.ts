/** Over real HTTP: search, the newest answers, one's own questions; and what a question to the search may not be. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../server/domain/limits.ts'
import { answerWords } from '../support/forum.ts'
import { type Day, playDay, type ReadsServer, SECRETS, startReads, type Who } from '../support/reads-day.ts'

let server: ReadsServer
let day: Day
let open: Day

beforeAll(async () => {
  server = await startReads()
  day = await playDay(server, await server.plan({ code: 'FD1' }))
  open = await playDay(server, await server.plan({ code: 'FD2', visibility: 'public' }))
})
afterAll(() => server.close())

type Hit = { kind: string; questionId: string; sessionCode: string; title: string; closeness: string }
const search = async (who: Who | null, query: string) =>
  (await server.get(who, `/api/search?${query}`)).body.hits as Hit[]

describe('search', () => {
  test('finds a question once, by its words or its answer’s, and says what is needed to show it', async () => {
    const hits = await search('carla', 'q=primo%20pubblico')
    const own = hits.filter(({ title }) => title === 'Quesito Primo pubblico')
    expect(own.map(({ questionId }) => questionId).sort()).toEqual(
      [day.questions.answered, open.questions.answered].sort(),
    )
    expect(own[0]).toEqual({
      sessionId: expect.any(String),
      sessionCode: expect.stringMatching(/^FD[12]$/),
      kind: 'question',
      questionId: expect.any(String),
      title: 'Quesito Primo pubblico',
      answer: expect.objectContaining({
        entity: 'answer',
        inBrief: 'Risposta pubblica',
        status: 'published',
      }),
      excerpt: { text: expect.stringContaining('Primo pubblico'), marks: expect.any(Array) },
      closeness: 'all',
    })
    const byAnswer = await search('carla', `q=risposta%20pubblica&sessionId=${day.sessionId}&kinds=answer`)
    expect(byAnswer).toMatchObject([{ kind: 'answer', questionId: day.questions.answered }])
  })

  test('in one session, of one kind, by other endings of the words', async () => {
    const codes = async (who: Who | null, query: string) =>
      [...new Set((await search(who, query)).map(({ sessionCode }) => sessionCode))].sort()
    expect(await codes('carla', 'q=pubblici')).toEqual(['FD1', 'FD2'])
    expect(await codes('carla', `q=pubblici&sessionId=${day.sessionId}`)).toEqual(['FD1'])
    expect(await codes(null, 'q=pubblici')).toEqual(['FD2'])
    const kinds = async (wanted: string) =>
      new Set((await search('carla', `q=pubblica&kinds=${wanted}`)).map(({ kind }) => kind))
    expect(await kinds('answer')).toEqual(new Set(['answer']))
    expect(await kinds('question')).toEqual(new Set(['question']))
    expect((await kinds('question,answer')).size).toBeGreaterThan(0)
  })

  test('finds what was just asked and answered, and no more than a page of it', async () => {
    const sessionId = await server.plan({ code: 'FD3', admission: 'open' })
    const asked = { topicId: 'T1.01', shown: 'body', text: 'Quanto dura?', title: 'Panchine in piazza' }
    for (let count = 0; count < limits.searchResults + 3; count++)
      await server.run(sessionId, 'anna', 'question:ask', asked)
    expect(await search('carla', 'q=panchina')).toHaveLength(limits.searchResults)
    const [questionId = ''] = (await server.room(sessionId)).state.list('question').map(({ id }) => id)
    const { workItemId: itemId } = (await server.room(sessionId)).state.get('question', questionId)
    await server.run(sessionId, 'expert', 'item:claim', { itemId })
    const words = answerWords('Trenta giorni di occupazione.')
    await server.run(sessionId, 'expert', 'answer:publish', { itemId, words, reach: 'all' })
    expect(await search('carla', 'q=occupazioni')).toMatchObject([
      { questionId, title: 'Panchine in piazza' },
    ])
  })

  test('staff finds what is not admitted yet, and private answers; the asker’s neighbours don’t', async () => {
    const own = `sessionId=${day.sessionId}`
    for (const word of [SECRETS.received, SECRETS.privately, SECRETS.refused]) {
      for (const who of ['expert', 'moderator', 'administrator'] as const)
        expect(await search(who, `q=${word}&${own}`), `${who} ${word}`).toHaveLength(1)
      for (const who of [null, 'carla', 'bruno'] as const)
        expect(await search(who, `q=${word}&${own}`), `${who} ${word}`).toEqual([])
    }
  })

  test('a moderator of another day is staff there alone', async () => {
    await server.http.grant('altrove@example.it', 'moderator', `session:${open.sessionId}`)
    const cookie = await server.http.signIn('altrove@example.it')
    const { body } = await server.http.call('GET', `/api/search?q=${SECRETS.received}`, { cookie })
    expect(body.hits).toMatchObject([{ sessionCode: 'FD2', questionId: open.questions.received }])
  })

  test('words that say nothing find nothing', async () => {
    for (const q of [
      '',
      '%20',
      'il',
      'di%20che',
      '%22',
      '*',
      'AND',
      'NOT',
      '(',
      'title:',
      '^',
      'NEAR(a%20b)',
      '--',
    ])
      expect(await search('carla', `q=${q}`), q).toEqual([])
  })

  test.each([
    ['', 'request/invalid'],
    ['?text=a', 'request/invalid'],
    ['?q=a&reach=staff', 'request/invalid'],
    ['?q=a&limit=1000', 'request/invalid'],
    ['?q=a&q=b', 'request/invalid'],
    ['?q[]=a', 'request/invalid'],
    ['?q=a&kinds=', 'request/invalid'],
    ['?q=a&kinds=note', 'request/invalid'],
    ['?q=a&kinds=question,answer,question', 'request/invalid'],
    ['?q=a&kinds=__proto__', 'request/invalid'],
    ['?q=a&sessionId=', 'request/invalid'],
    ['?q=a&sessionId=__proto__', 'request/invalid'],
    ['?q=a&__proto__=1', 'request/invalid'],
    ['?q=a&constructor=1', 'request/invalid'],
    ['?q=a%00', 'text/invalid'],
    [`?q=${'a'.repeat(limits.searchLength + 1)}`, 'request/invalid'],
  ])('%s is refused', async (query, code) => {
    const { status, body } = await server.get('carla', `/api/search${query}`)
    expect({ status, body }).toMatchObject({ status: 422, body: { ok: false, code } })
  })

  test.each([
    'a'.repeat(limits.searchLength),
    'è'.repeat(100),
    '%22%20OR%20%22',
    "'%20OR%201=1%20--",
    '%F0%9F%98%80',
  ])('q=%s is only words', async (q) => {
    expect(await server.get('carla', `/api/search?q=${q}`)).toMatchObject({ status: 200, body: { ok: true } })
  })
})

describe('the newest answers', () => {
  test('are for everybody, of the days that the caller may read, the newest first', async () => {
    const latest = async (who: Who | null) =>
      (await server.get(who, '/api/answers/latest')).body.answers as {
        sessionCode: string
        questionId: string
        title: string
        view: { publishedAt: number; reach: string }
      }[]
    const strangers = await latest(null)
    expect(strangers).toEqual([
      {
        sessionId: open.sessionId,
        sessionCode: 'FD2',
        questionId: open.questions.answered,
        title: 'Quesito Primo pubblico',
        view: expect.objectContaining({ entity: 'answer', inBrief: 'Risposta pubblica', reach: 'all' }),
      },
    ])
    const all = await latest('carla')
    expect(new Set(all.map(({ sessionCode }) => sessionCode))).toContain('FD1')
    const instants = all.map(({ view }) => view.publishedAt)
    expect(instants).toEqual(instants.toSorted((one, two) => two - one))
    expect(all.length).toBeLessThanOrEqual(limits.latestAnswers)
    // Staff is shown here what everybody is: it is the same page.
    expect((await latest('expert')).map(({ questionId }) => questionId)).toEqual(
      all.map(({ questionId }) => questionId),
    )
  })
})

describe('one’s own questions', () => {
  test('are there whatever became of them, of all days, the newest first', async () => {
    const { body } = await server.get('anna', '/api/mine')
    const questions = body.questions as { sessionCode: string; view: { id: string; askedAt: number } }[]
    const ids = questions.map(({ view }) => view.id)
    for (const id of [...day.allQuestions, ...open.allQuestions]) expect(ids).toContain(id)
    const instants = questions.map(({ view }) => view.askedAt)
    expect(instants).toEqual(instants.toSorted((one, two) => two - one))
    expect(questions.find(({ view }) => view.id === day.questions.received)).toMatchObject({
      sessionId: day.sessionId,
      sessionCode: 'FD1',
      view: { mine: true, status: 'received', title: `Quesito ${SECRETS.received}` },
    })
  })

  test('are nobody else’s: not the colleague’s, not the staff’s', async () => {
    for (const who of ['bruno', 'carla', 'expert', 'moderator', 'administrator'] as const)
      expect((await server.get(who, '/api/mine')).body).toEqual({ ok: true, questions: [] })
    expect(await server.get(null, '/api/mine')).toMatchObject({ status: 401, body: { code: 'login/needed' } })
    expect((await server.get('anna', '/api/mine?actorId=x')).status).toBe(200)
  })
})

test('what changes something is no read: no other method is answered', async () => {
  for (const path of [
    '/api/sessions',
    '/api/search?q=a',
    '/api/mine',
    '/api/answers/latest',
    '/api/bodies?q=a',
  ])
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
      expect((await server.http.call(method, path)).status, `${method} ${path}`).toBe(404)
})
