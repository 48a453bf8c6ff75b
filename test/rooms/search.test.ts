/** The search index along a day: who finds what, at which moment, and what nobody finds any more. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyLog } from '../../db/verify.ts'
import type { CommandAck } from '../../server/contract/socket.ts'
import type { Actor } from '../../server/domain/permissions.ts'
import { searchFor } from '../../server/reads/search.ts'
import { answerWords, askPayload, type Forum, makeForum, people } from '../support/forum.ts'
import { indexFault } from '../support/search-index.ts'

let forum: Forum

beforeEach(async () => {
  forum = await makeForum()
})
afterEach(() => forum.close())

async function ok(actorId: string, type: Parameters<Forum['run']>[1], payload: unknown) {
  const ack = await forum.run(actorId, type, payload)
  expect(ack, type).toMatchObject({ ok: true })
  expect(await indexFault(forum), type).toBeNull()
  return (ack as Extract<CommandAck, { ok: true }>).result as Record<string, string>
}

const find = async (actor: Actor | null, text: string) =>
  (await searchFor(forum.store, actor, { text })).map((hit) => `${hit.kind} ${hit.title}`)

const READERS = { anna: people.anna, carla: people.carla, expert: people.expert, moderator: people.moderator }

/** Who finds something by these words. */
const finders = async (text: string) => {
  const names: string[] = []
  for (const [name, actor] of Object.entries(READERS))
    if ((await find(actor, text)).length > 0) names.push(name)
  return names
}

const STAFF = ['expert', 'moderator']
const EVERYONE = ['anna', 'carla', ...STAFF]

const ask = async (title: string, who = 'anna') =>
  (await ok(who, 'question:ask', askPayload(title))).questionId ?? ''
const itemOf = async (questionId: string) =>
  (await forum.room()).room.state.get('question', questionId).workItemId

const claimed = async (title: string) => {
  const questionId = await ask(title)
  await ok('moderator', 'question:admit', { questionId })
  const itemId = await itemOf(questionId)
  await ok('expert', 'item:claim', { itemId })
  return { questionId, itemId }
}

test('a question is found by the staff until it is admitted, then by everyone; strangers find nothing', async () => {
  const questionId = await ask('Passaggi a livello incustoditi')
  expect(await finders('passaggio livello')).toEqual(STAFF)
  await ok('moderator', 'question:admit', { questionId })
  expect(await finders('passaggio livello')).toEqual(EVERYONE)
  expect(await find(null, 'passaggio livello')).toEqual([])
})

test('an edit replaces the words; what was written before is found no more', async () => {
  const questionId = await ask('Biciclette abbandonate')
  await ok('moderator', 'question:admit', { questionId })
  await ok('anna', 'question:edit', { questionId, title: 'Monopattini abbandonati', text: 'In piazza.' })
  expect(await finders('bicicletta')).toEqual([])
  expect(await finders('monopattino')).toEqual(EVERYONE)
  await ok('moderator', 'question:rewrite', { questionId, title: 'Veicoli', text: 'Lasciati in piazza.' })
  expect(await finders('monopattino')).toEqual([])
  expect(await find(people.carla, 'veicolo')).toEqual(['question Veicoli'])
})

test('withdrawn, not accepted, redirected: only the staff finds it', async () => {
  const withdrawn = await ask('Fontanelle')
  const refused = await ask('Mercatini')
  const redirected = await ask('Campanili')
  for (const questionId of [withdrawn, refused]) await ok('moderator', 'question:admit', { questionId })
  await ok('anna', 'question:withdraw', { questionId: withdrawn })
  await ok('moderator', 'question:refuse', { questionId: refused, reason: 'other', text: 'No.' })
  await ok('moderator', 'question:redirect', { questionId: redirected, to: 'support', text: 'Là.' })
  for (const words of ['fontanella', 'mercatino', 'campanile'])
    expect(await finders(words), words).toEqual(STAFF)
})

test('joined: it is found by its own words, as admitted as its lead', async () => {
  const lead = await ask('Lampioni spenti')
  const other = await ask('Semafori guasti', 'carla')
  await ok('moderator', 'item:join', { itemId: await itemOf(lead), questionId: other })
  expect(await finders('semaforo')).toEqual(STAFF)
  await ok('moderator', 'question:admit', { questionId: lead })
  expect(await finders('semaforo')).toEqual(EVERYONE)
  await ok('moderator', 'item:unjoin', { questionId: other })
  expect(await finders('semaforo')).toEqual(EVERYONE)
})

test('an answer is found once it is published, as it was corrected last, and not when it is withdrawn', async () => {
  const { questionId, itemId } = await claimed('Giardini pubblici')
  await ok('expert', 'item:note', { itemId, text: 'Betulle: chiedere al collega' })
  const content = { ...answerWords('Querce'), notCovered: '' }
  await ok('expert', 'draft:save', { draftId: itemId, kind: 'answer', itemId, rev: 1, content })
  await ok('expert', 'answer:send', { itemId, words: answerWords('Le querce vanno potate.'), reach: 'all' })
  for (const words of ['betulla', 'quercia', 'querce']) expect(await finders(words), words).toEqual([])
  await ok('second', 'answer:approve', { itemId })
  expect(await find(people.carla, 'querce')).toEqual(['answer Giardini pubblici'])
  const answerId = (await forum.room()).room.state.get('question', questionId).answerId ?? ''
  await ok('expert', 'answer:correct', { answerId, words: answerWords('Gli olmi.'), reason: 'Refuso' })
  expect(await finders('querce')).toEqual([])
  expect(await finders('olmi')).toEqual(EVERYONE)
  await ok('expert', 'answer:withdraw', { answerId, reason: 'Norma abrogata' })
  expect(await finders('olmi')).toEqual([])
  expect(await finders('giardino')).toEqual(EVERYONE)
})

test('a private answer is found by the staff alone', async () => {
  const { itemId } = await claimed('Autovelox')
  await ok('expert', 'answer:publish', { itemId, words: answerWords('Taratura annuale.'), reach: 'body' })
  expect(await finders('taratura')).toEqual(STAFF)
})

test('a question and its answer that are both found are one hit, with what the answer says', async () => {
  const { itemId } = await claimed('Taglio degli alberi')
  await ok('expert', 'answer:publish', { itemId, words: answerWords('Gli alberi restano.'), reach: 'all' })
  const hits = await searchFor(forum.store, people.carla, { text: 'alberi' })
  expect(hits).toHaveLength(1)
  expect(hits[0]).toMatchObject({ title: 'Taglio degli alberi', answer: { inBrief: 'Gli alberi restano.' } })
})

test('what is erased is found by nobody, and leaves no word behind', async () => {
  const { questionId, itemId } = await claimed('Cimitero monumentale')
  await ok('expert', 'answer:publish', { itemId, words: answerWords('Loculi.'), reach: 'all' })
  const answerId = (await forum.room()).room.state.get('question', questionId).answerId ?? ''
  await ok('administrator', 'text:erase', { entity: 'question', id: questionId })
  await ok('administrator', 'text:erase', { entity: 'answer', id: answerId })
  expect(await finders('cimitero')).toEqual([])
  expect(await finders('loculo')).toEqual([])
  const kept = JSON.stringify(await forum.store.read.sql.all('SELECT * FROM search_entry'))
  expect(kept).not.toMatch(/cimitero|loculi/i)
})

test('tallies, claims and leases write nothing anew in the index', async () => {
  const { questionId, itemId } = await claimed('Ponti stradali')
  await claimed('Gallerie stradali')
  // What is written anew gets another place, behind the last.
  const places = () => forum.store.read.sql.all('SELECT place, entity_id FROM search_entry ORDER BY place')
  const before = await places()
  await ok('carla', 'question:vote', { questionId, on: true })
  forum.timers.run()
  await forum.rooms.settle()
  await ok('expert', 'item:renew', { itemId })
  await ok('expert', 'item:release', { itemId })
  await ok('second', 'item:claim', { itemId })
  expect(await places()).toEqual(before)
  expect((await forum.room()).room.state.get('question', questionId).persons).toBe(1)
})

test('a group whose commit fails leaves nothing in the index', async () => {
  const { store } = forum as { store: { transaction: typeof forum.store.transaction } }
  const { transaction } = store
  store.transaction = (body) =>
    transaction(async (tx) => {
      await body(tx)
      throw new Error('the disk is full')
    })
  expect(await forum.run('anna', 'question:ask', askPayload('Acquedotto'))).toMatchObject({ ok: false })
  store.transaction = transaction
  expect(await finders('acquedotto')).toEqual([])
  expect(await indexFault(forum)).toBeNull()
})

test('erased and written anew in one group: the new words stay, in the index and on the page', async () => {
  const questionId = await ask('Nome di una persona')
  const [erased, rewritten] = await Promise.all([
    forum.run('administrator', 'text:erase', { entity: 'question', id: questionId }),
    forum.run('moderator', 'question:rewrite', { questionId, title: 'Un caso', text: 'Senza nomi.' }),
  ])
  expect([erased, rewritten]).toMatchObject([{ ok: true }, { ok: true }])
  expect(await indexFault(forum)).toBeNull()
  expect(await finders('persona')).toEqual([])
  expect(await finders('caso')).toEqual(STAFF)
  expect(await verifyLog(forum.store, forum.sessionId)).toMatchObject({ ok: true })
  forum.restart()
  expect((await forum.room()).room.state.get('question', questionId).words).toEqual({ title: 'Un caso' })
})

test('a rehearsal is not in the index', async () => {
  const rehearsal = await makeForum({ rehearsal: true, admission: 'open' })
  expect(await rehearsal.run('anna', 'question:ask', askPayload('Prova generale'))).toMatchObject({
    ok: true,
  })
  expect(await rehearsal.store.read.sql.all('SELECT * FROM search_entry')).toEqual([])
  expect(await searchFor(rehearsal.store, people.moderator, { text: 'prova' })).toEqual([])
  await rehearsal.close()
})
