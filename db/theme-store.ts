/** Themes and their topics, as an edition has them. What a review means is not known here. */
import { eq } from 'drizzle-orm'
import type { Handle, Tx } from './open.ts'
import { theme, topic } from './schema/session.ts'
import { upsertMany } from './write.ts'

export type ThemeRow = typeof theme.$inferSelect
export type TopicRow = typeof topic.$inferSelect

export const listThemes = (handle: Handle, editionId: string): Promise<ThemeRow[]> =>
  handle.select().from(theme).where(eq(theme.editionId, editionId)).orderBy(theme.place, theme.id)

export const listTopics = (handle: Handle, editionId: string): Promise<TopicRow[]> =>
  handle.select().from(topic).where(eq(topic.editionId, editionId)).orderBy(topic.place, topic.id)

export async function saveThemes(
  tx: Tx,
  rows: { themes: readonly ThemeRow[]; topics: readonly TopicRow[] },
): Promise<void> {
  await upsertMany(tx, theme, { key: ['id'], rows: rows.themes })
  await upsertMany(tx, topic, { key: ['id'], rows: rows.topics })
}
