/** Over real HTTP: one question and one work item, as each reader may see them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Day, playDay, type ReadsServer, SECRETS, startReads, type Who } from '../support/reads-day.ts'

let server: ReadsServer
let day: Day
let other = ''

beforeAll(async () => {
  server = await startReads()
  day = await playDay(server, await server.plan({ code: 'FD1' }))
  other = await server.plan({ code: 'FD2', visibility: 'public' })
})
afterAll(() => server.close())

type Kind = 'questions' | 'items'
const read = (who: Who | null, kind: Kind, id: string, as?: string) =>
  server.get(who, `/api/sessions/${day.sessionId}/${kind}/${id}${as === undefined ? '' : `?as=${as}`}`)

describe('a question', () => {
  test('answered to all: its words, its answer with the versions, and for others no line to the asker', async () => {
    const { status, body } = await read('carla', 'questions', day.questions.answered)
    expect(status).toBe(200)
    const said = { inBrief: 'Risposta pubblica', reasoning: 'Risposta pubblica' }
    expect(body).toEqual({
      ok: true,
      question: expect.objectContaining({
        entity: 'question',
        id: day.questions.answered,
        title: 'Quesito Primo pubblico',
        status: 'answered',
        bodyName: null,
        region: 'Piemonte',
      }),
      words: {
        title: 'Quesito Primo pubblico',
        text: 'Testo Primo pubblico',
        tried: 'Provato Primo pubblico',
      },
      earlier: [],
      messages: [],
      answer: expect.objectContaining({ entity: 'answer', words: expect.objectContaining(said) }),
      versions: [{ rev: 1, words: expect.objectContaining(said) }],
      verdicts: { mine: null, helped: null, different: null },
    })
    expect(body.question).not.toHaveProperty('reason')
    expect(body.answer).not.toHaveProperty('authorId')
  })

  test('the asker has what was written to them, and what they wrote before it was reworded', async () => {
    const answered = await read('anna', 'questions', day.questions.answered)
    expect(answered.body.messages).toEqual([
      expect.objectContaining({ entity: 'message', kind: 'line', text: SECRETS.line, mine: false }),
    ])
    const reworded = await read('anna', 'questions', day.questions.reworded)
    expect(reworded.body).toMatchObject({
      words: { title: 'Quesito pubblico' },
      earlier: [{ rev: 1, words: { title: `Quesito ${SECRETS.reworded}` } }],
    })
    expect((await read('carla', 'questions', day.questions.reworded)).body.earlier).toEqual([])
  })

  test('answered to its body alone: others see that it is answered, and nothing of the answer', async () => {
    const own = await read('bruno', 'questions', day.questions.privately)
    expect(own.body.answer).toMatchObject({ reach: 'body', words: { inBrief: SECRETS.privately } })
    const others = await read('carla', 'questions', day.questions.privately)
    expect(others.body).toMatchObject({ question: { status: 'answered' }, answer: null, versions: [] })
  })

  test('not admitted: there for its asker, their colleagues and the staff; for others it never was', async () => {
    const { received } = day.questions
    for (const who of ['anna', 'bruno'] as const)
      expect((await read(who, 'questions', received)).body.words).toMatchObject({
        title: `Quesito ${SECRETS.received}`,
      })
    const there = await read('carla', 'questions', received)
    const never = await read('carla', 'questions', 'never')
    expect(there).toMatchObject({ status: 404, body: { ok: false, code: 'question/not-found' } })
    expect(there.body).toEqual(never.body)
    expect((await read('expert', 'questions', received, 'expert')).body.question).toMatchObject({
      facts: expect.objectContaining({ residents: 1_120 }),
      bodyName: null,
    })
    expect((await read('moderator', 'questions', received, 'moderator')).body.question).toMatchObject({
      askerId: server.actorId('anna'),
    })
  })

  test('of another session is not here', async () => {
    const path = `/api/sessions/${other}/questions/${day.questions.answered}`
    expect(await server.get('carla', path)).toMatchObject({
      status: 404,
      body: { code: 'question/not-found' },
    })
  })
})

describe('a work item', () => {
  test('has notes, draft and what was sent, for experts and moderators', async () => {
    for (const [who, as] of [
      ['expert', 'expert'],
      ['second', 'expert'],
      ['moderator', 'moderator'],
      ['administrator', 'moderator'],
    ] as const) {
      const working = await read(who, 'items', day.items.published, as)
      expect(working.body).toEqual({
        ok: true,
        item: expect.objectContaining({ entity: 'workItem', status: 'claimed', notes: 1 }),
        notes: [expect.objectContaining({ kind: 'note', words: { text: SECRETS.note } })],
        draft: {
          rev: 1,
          content: expect.objectContaining({ inBrief: SECRETS.draft }),
          savedAt: expect.any(Number),
        },
        sent: null,
      })
      const inReview = await read(who, 'items', day.items.inReview, as)
      expect(inReview.body.sent).toMatchObject({ rev: 1, words: { inBrief: SECRETS.review } })
    }
  })

  test('is nobody else’s, whatever class they ask for', async () => {
    for (const id of day.allItems) {
      for (const who of ['anna', 'bruno', 'carla', 'expert', 'moderator'] as const)
        expect(await read(who, 'items', id, 'participant')).toMatchObject({
          status: 404,
          body: { ok: false, code: 'workItem/not-found' },
        })
    }
  })
})

describe('the class to read in', () => {
  test.each([
    ['anna', 'expert'],
    ['anna', 'moderator'],
    ['expert', 'moderator'],
    ['moderator', 'expert'],
  ] as const)('%s does not read as %s', async (who, as) => {
    for (const [kind, id] of [
      ['questions', day.questions.answered],
      ['items', day.items.answered],
    ] as const)
      expect(await read(who, kind, id, as)).toMatchObject({
        status: 403,
        body: { ok: false, code: 'permission/denied' },
      })
  })

  test('without a login nobody reads a session for beneficiaries, nor as staff anywhere', async () => {
    const denied = { status: 401, body: { ok: false, code: 'login/needed' } }
    expect(await read(null, 'questions', day.questions.answered)).toMatchObject(denied)
    expect(await read(null, 'items', day.items.answered)).toMatchObject(denied)
    for (const as of ['expert', 'moderator'])
      expect(await server.get(null, `/api/sessions/${other}/questions/x?as=${as}`)).toMatchObject(denied)
    expect((await server.get(null, `/api/sessions/${other}/questions/x`)).status).toBe(404)
  })

  test.each(['feed', 'administrator', 'system', '', 'Expert', 'constructor', '__proto__'])(
    '%j is none',
    async (as) => {
      expect(await read('expert', 'questions', day.questions.answered, as)).toMatchObject({
        status: 422,
        body: { ok: false, code: 'request/invalid' },
      })
    },
  )
})

describe('bad input', () => {
  test.each([
    ['?as=expert&as=expert', 'request/invalid'],
    ['?as[]=expert', 'request/invalid'],
    ['?as=expert&actorId=x', 'request/invalid'],
    ['?__proto__[as]=expert', 'request/invalid'],
    ['?constructor=1', 'request/invalid'],
    ['?as=expert%00', 'text/invalid'],
  ])('%s', async (query, code) => {
    for (const path of [`questions/${day.questions.answered}`, `items/${day.items.answered}`]) {
      const { status, body } = await server.get('expert', `/api/sessions/${day.sessionId}/${path}${query}`)
      expect({ status, body }).toMatchObject({ status: 422, body: { ok: false, code } })
    }
  })

  test.each(['__proto__', '-x', '..%2f..%2fx', "x' OR 1=1", 'a'.repeat(101), 'x%00', '%ED%A0%80', 'é'])(
    'an id such as %s',
    async (id) => {
      for (const path of [
        `/api/sessions/${id}/questions/x`,
        `/api/sessions/${day.sessionId}/questions/${id}`,
        `/api/sessions/${day.sessionId}/items/${id}?as=expert`,
        `/api/sessions/${id}/drafts`,
        `/api/sessions/${id}/people`,
      ]) {
        const { status, body } = await server.get('expert', path)
        expect(status, path).toBe(422)
        expect(['request/invalid', 'text/invalid']).toContain(body.code)
      }
    },
  )

  test.each(['constructor', 'toString', 'hasOwnProperty', 'nothing'])(
    'an id that is %s names nothing',
    async (id) => {
      for (const path of [
        `/api/sessions/${id}/questions/x`,
        `/api/sessions/${day.sessionId}/questions/${id}`,
        `/api/sessions/${day.sessionId}/items/${id}?as=expert`,
      ])
        expect((await server.get('expert', path)).status, path).toBe(404)
    },
  )
})
