/**
 * Rows as the engine really wrote them for one ask and one vote. A baseline writes the same bytes with ids of its own, so
 * that both put the same on disk.
 */
import type { SqlConnection } from '../../../db/open.ts'
import { must } from '../../../server/domain/assert.ts'

export type Values = Readonly<Record<string, string | number | null>>
export type AskSample = {
  /** The entries of the question and of its item. */
  readonly events: readonly [Values, Values]
  readonly text: Values
  readonly question: Values
  readonly item: Values
  readonly command: Values
}
export type VoteSample = { readonly event: Values; readonly vote: Values; readonly command: Values }
export type Samples = { readonly ask: AskSample; readonly vote: VoteSample }

/** The last ask and the last vote of a session that has seen both. */
export async function readSamples(sql: SqlConnection, sessionId: string): Promise<Samples> {
  const one = async (text: string, ...values: readonly unknown[]) =>
    must((await sql.all<Values>(text, ...values))[0], text)
  const last = (kind: string) =>
    one('SELECT * FROM event WHERE log_id = ? AND kind = ? ORDER BY seq DESC LIMIT 1', sessionId, kind)
  const commandOf = (event: Values, result: string) =>
    one(
      'SELECT * FROM command WHERE log_id = ? AND actor_id = ? AND at = ? AND result LIKE ? LIMIT 1',
      sessionId,
      event.actor_id,
      event.at,
      result,
    )
  const asked = await last('question asked')
  const voted = await last('vote given')
  const question = await one('SELECT * FROM question WHERE id = ?', asked.entity_id)
  return {
    ask: {
      events: [
        asked,
        await one('SELECT * FROM event WHERE log_id = ? AND entity_id = ?', sessionId, question.work_item_id),
      ],
      text: await one('SELECT * FROM text_rev WHERE entity_id = ?', question.id),
      question,
      item: await one('SELECT * FROM work_item WHERE id = ?', question.work_item_id),
      command: await commandOf(asked, `%${question.id}%`),
    },
    vote: {
      event: voted,
      vote: await one('SELECT * FROM vote WHERE id = ?', voted.entity_id),
      command: await commandOf(voted, '%"on":true%'),
    },
  }
}
