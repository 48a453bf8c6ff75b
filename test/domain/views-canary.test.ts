/**
 * R3 as a property: whatever happens in a session, what outsiders are shown of all rows never holds what isn't theirs.
 * Every secret word carries a canary that is looked for in the views.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type AnswerRow, ENTITIES } from '../../server/domain/rows.ts'
import { audienceOf, isNamed, viewFor } from '../../server/domain/views.ts'
import { answerWords, type Fixture, makeRoom, type ReaderName, readers } from '../support/room-fixture.ts'

/** One step of a session: what is done, by which expert, to which question; what is not allowed is refused. */
const ACTS = [
  'ask',
  'admit',
  'claim',
  'note',
  'send',
  'return',
  'approve',
  'publish',
  'more',
  'inform',
  'join',
  'unjoin',
  'refuse',
  'restore',
  'unadmit',
  'recall',
  'withdraw',
  'recheck',
  'withdrawAnswer',
  'followUp',
  'handOver',
  'park',
  'carry',
  'uncarry',
] as const
// Drawn twice as often: what leads to answers and their later versions.
const DEEP = ['claim', 'send', 'publish', 'approve', 'recheck', 'claim', 'send', 'publish'] as const
const step = fc.record({
  act: fc.constantFrom(...ACTS, ...DEEP),
  who: fc.constantFrom('expert' as const, 'second' as const),
  asker: fc.constantFrom('anna' as const, 'carla' as const),
  pick: fc.nat(),
  other: fc.nat(),
  reach: fc.constantFrom('all' as const, 'body' as const),
  shown: fc.constantFrom('body' as const, 'region' as const),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function play(room: Fixture, { act, who, asker, pick, other, reach, shown }: Step, turn: number): void {
  const ids = room.state.list('question').map((row) => row.id)
  const questionId = ids[pick % ids.length]
  if (questionId === undefined || act === 'ask') {
    // Few questions, so that what is drawn at random goes deep.
    if (ids.length === 3) return
    room.ask(asker, { title: `TITLE-${room.state.list('question').length}-`, shown })
    return
  }
  const row = room.question(questionId)
  const itemId = row.workItemId
  const answerId = row.answerId ?? room.item(itemId).answerId ?? 'none'
  const words = answerWords(`ANSWER-${turn}-`)
  const text = 'CANARY-OF-A-NOTE'
  const own = row.actorId === 'anna' ? 'anna' : 'carla'
  const acts: Record<Exclude<(typeof ACTS)[number], 'ask'>, () => unknown> = {
    admit: () => room.run('moderator', 'question:admit', { questionId }),
    claim: () => room.run(who, 'item:claim', { itemId }),
    note: () => room.run(who, 'item:note', { itemId, text }),
    send: () => room.run(who, 'answer:send', { itemId, words, reach }),
    return: () => room.run(who, 'answer:return', { itemId, text }),
    approve: () => room.run(who, 'answer:approve', { itemId }),
    publish: () => room.run(who, 'answer:publish', { itemId, words, reach }),
    more: () => room.run(who, 'item:askMore', { itemId, text }),
    inform: () => room.run(own, 'question:inform', { questionId, text }),
    join: () => room.run(who, 'item:join', { itemId, questionId: ids[other % ids.length] ?? '' }),
    unjoin: () => room.run('moderator', 'item:unjoin', { questionId }),
    refuse: () => room.run('moderator', 'question:refuse', { questionId, reason: 'out_of_scope', text }),
    restore: () => room.run('moderator', 'question:restore', { questionId }),
    unadmit: () => room.run('moderator', 'question:unadmit', { questionId }),
    recall: () => room.run(who, 'answer:recall', { itemId }),
    withdraw: () => room.run(own, 'question:withdraw', { questionId }),
    recheck: () => room.run(who, 'answer:recheck', { answerId, reason: text }),
    withdrawAnswer: () => room.run('moderator', 'answer:withdraw', { answerId, reason: text }),
    followUp: () => room.run(own, 'question:followUp', { questionId, text }),
    handOver: () =>
      room.run(who, 'item:handOver', { itemId, toActorId: 'second', known: text, missing: text }),
    park: () => room.run('moderator', 'item:park', { itemId, until: room.at + 60_000, reason: text }),
    carry: () => room.run('moderator', 'question:carry', { questionId, sessionId: 's2' }),
    uncarry: () => room.run('system', 'question:uncarry', { questionId }),
  }
  acts[act]()
}

const picture = (room: Fixture, name: ReaderName): string =>
  JSON.stringify(
    ENTITIES.flatMap((entity) =>
      room.state.list(entity).map((row) => viewFor(readers[name], entity, row as never)),
    ),
  )

/** Which versions of answers may be read by this body, or by all: remembered from what was done, not from views. */
function check(room: Fixture, published: ReadonlySet<string>): void {
  for (const [name, bodyId] of [
    ['feed', null],
    ['stranger', 'B2'],
    ['asker', 'B1'],
  ] as const) {
    const seen = picture(room, name)
    expect(seen).not.toContain('CANARY-OF-A-NOTE')
    for (const row of room.state.list('question')) {
      if (row.body?.id === bodyId) continue
      const title = row.words?.title ?? ''
      if (!row.admitted) expect(seen, `${row.status} and not admitted`).not.toContain(title)
      if (row.shown !== 'region') continue
      const view = viewFor(readers[name], 'question', row)
      expect(JSON.stringify(view)).not.toContain(row.body?.name)
    }
    for (const [said] of seen.matchAll(/ANSWER-\d+-/g)) {
      expect(published.has(`${said} all`) || published.has(`${said} ${bodyId}`), `${name}: ${said}`).toBe(
        true,
      )
    }
  }
}

it('R3: no note, unpublished answer, question not admitted, or name of a body that chose its region', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const room = makeRoom()
      const published = new Set<string>()
      // Carla's, still to be admitted, and one of Anna's that an expert holds.
      room.ask('carla', { title: 'TITLE-0-', shown: 'region' })
      room.claimed('anna', { title: 'TITLE-1-', shown: 'region' })
      steps.forEach((one, turn) => {
        const before = new Map(room.state.list('answer').map((row) => [row.id, row]))
        play(room, one, turn)
        for (const row of room.state.list('answer')) noteReach(room, published, row, before.get(row.id))
        // Nothing is published that nobody admitted.
        for (const row of room.state.list('question'))
          if (row.status === 'published') expect(row.admitted).toBe(true)
        check(room, published)
      })
    }),
    { numRuns: 150 },
  )
})

/** What was withdrawn is nobody's again; a new version is for whom it was published to. */
function noteReach(room: Fixture, published: Set<string>, row: AnswerRow, before: AnswerRow | undefined) {
  if (row.status === 'withdrawn') {
    for (const key of published) if (key.startsWith(row.words?.inBrief ?? '-')) published.delete(key)
  } else if (row.publishedRevs.at(-1) !== before?.publishedRevs.at(-1)) {
    const body = room.question(room.item(row.workItemId).leadId).body?.id
    published.add(`${row.words?.inBrief} ${row.reach === 'all' ? 'all' : body}`)
  }
}

it('an entry’s audience names everybody who has a view of the row', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const room = makeRoom()
      steps.forEach((one, turn) => {
        const from = room.audiences.length
        const before = new Map(room.state.list('question').map((row) => [row.id, row]))
        play(room, one, turn)
        const tags = new Set(room.audiences.slice(from).flat())
        for (const row of room.state.list('question')) {
          const old = before.get(row.id)
          if (old === row) continue
          for (const tag of [...audienceOf('question', row), ...(old ? audienceOf('question', old) : [])])
            expect(tags).toContain(tag)
        }
        for (const name of Object.keys(readers) as ReaderName[])
          for (const row of room.state.list('answer'))
            expect(viewFor(readers[name], 'answer', row) !== null).toBe(
              isNamed(audienceOf('answer', row), readers[name]),
            )
      })
    }),
    { numRuns: 60 },
  )
})
