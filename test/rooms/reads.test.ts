/** Long texts by REST go through the same views as frames: what a reader may not see isn't there. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CommandAck } from '../../server/contract/socket.ts'
import { findItemPage, findQuestionPage } from '../../server/reads/question.ts'
import { answerWords, askPayload, type Forum, makeForum } from '../support/forum.ts'
import { READERS } from '../support/verify.ts'

let forum: Forum

beforeEach(async () => {
  forum = await makeForum()
})
afterEach(() => forum.close())

const resultOf = (ack: CommandAck) => {
  expect(ack).toMatchObject({ ok: true })
  return (ack as Extract<CommandAck, { ok: true }>).result as Record<string, string>
}

const pages = async (questionId: string) => {
  const { room } = await forum.room()
  const reading = (reader: (typeof READERS)['asker']) => ({
    handle: forum.store.read,
    state: room.state,
    reader,
  })
  const itemId = room.state.get('question', questionId).workItemId
  const found: Record<string, string> = {}
  for (const [name, reader] of Object.entries(READERS)) {
    const question = await findQuestionPage(reading(reader), questionId)
    const item = await findItemPage(reading(reader), itemId)
    found[name] = JSON.stringify({ question, item })
  }
  return found
}

test('a page shows what its reader may see, and nothing else', async () => {
  const { questionId = '' } = resultOf(await forum.run('anna', 'question:ask', askPayload()))
  const unseen = '{}'
  expect(await pages(questionId)).toMatchObject({ feed: unseen, stranger: unseen })

  resultOf(await forum.run('moderator', 'question:admit', { questionId }))
  resultOf(
    await forum.run('moderator', 'question:rewrite', {
      questionId,
      title: 'Titolo nuovo',
      text: 'testo-nuovo',
    }),
  )
  const { room } = await forum.room()
  const itemId = room.state.get('question', questionId).workItemId
  resultOf(await forum.run('expert', 'item:claim', { itemId }))
  resultOf(await forum.run('expert', 'item:note', { itemId, text: 'canarino-nota' }))
  const content = { ...answerWords('canarino-bozza'), whatToDo: [] }
  resultOf(
    await forum.run('expert', 'draft:save', { draftId: itemId, kind: 'answer', itemId, rev: 1, content }),
  )
  const during = await pages(questionId)
  for (const outsider of ['feed', 'asker', 'colleague', 'stranger'])
    expect(during[outsider], outsider).not.toContain('canarino')
  for (const staff of ['expert', 'moderator']) {
    expect(during[staff]).toContain('canarino-nota')
    expect(during[staff]).toContain('canarino-bozza')
  }
  expect(during.asker, 'the asker sees what they wrote').toContain('Convenzione o Unione')
  expect(during.stranger, 'others see the wording that was admitted').not.toContain('Convenzione o Unione')

  resultOf(
    await forum.run('expert', 'answer:send', { itemId, words: answerWords('in-verifica'), reach: 'all' }),
  )
  expect((await pages(questionId)).stranger).not.toContain('in-verifica')
  resultOf(await forum.run('second', 'answer:approve', { itemId }))
  expect((await pages(questionId)).feed).toContain('in-verifica')

  resultOf(await forum.run('administrator', 'text:erase', { entity: 'question', id: questionId }))
  expect((await pages(questionId)).moderator).not.toContain('testo-nuovo')
})
