/** Drafts on the device, one record each, under the actor whose they are. Knows nothing of the server's copy. */
import type { AnswerDraft, AskDraft } from '../../server/domain/commands.ts'
import type { DeviceStorage } from '../sync/surroundings.ts'

export type DraftContent = { readonly ask: AskDraft; readonly answer: AnswerDraft }
export type DraftKind = keyof DraftContent

export type DraftRecord<K extends DraftKind = DraftKind> = {
  readonly draftId: string
  readonly kind: K
  readonly sessionId: string
  readonly itemId: string | null
  /** Of this content; `savedRev` is the newest that the server has acknowledged. */
  readonly rev: number
  readonly savedRev: number
  readonly content: DraftContent[K]
  readonly at: number
  /** The tab that wrote it. */
  readonly tab: string
}

const PREFIX = 'quesiti:draft:'
const AGE_MAX_MS = 30 * 24 * 60 * 60 * 1_000

export const draftName = (actorId: string, draftId: string): string =>
  `${PREFIX}${encodeURIComponent(actorId)}:${draftId}`

export function readDraft<K extends DraftKind>(
  storage: DeviceStorage,
  name: string,
  kind: K,
): DraftRecord<K> | undefined {
  const record = parsed(storage.getItem(name))
  return record?.kind === kind ? (record as DraftRecord<K>) : undefined
}

/** False where there is no room for it. */
export function writeDraft(storage: DeviceStorage, name: string, record: DraftRecord): boolean {
  try {
    storage.setItem(name, JSON.stringify(record))
    return true
  } catch {
    return false
  }
}

/** An actor's, newest first; those that nobody has touched for long are dropped, whoever's they are. */
export function listDrafts(storage: DeviceStorage, actorId: string, now: number): DraftRecord[] {
  const names: string[] = []
  for (let place = 0; place < storage.length; place += 1) {
    const name = storage.key(place)
    if (name?.startsWith(PREFIX)) names.push(name)
  }
  const own: DraftRecord[] = []
  for (const name of names) {
    const record = parsed(storage.getItem(name))
    if (!record || now - record.at > AGE_MAX_MS) storage.removeItem(name)
    else if (name === draftName(actorId, record.draftId)) own.push(record)
  }
  return own.sort((one, two) => two.at - one.at)
}

function parsed(text: string | null): DraftRecord | null {
  try {
    const record: Partial<DraftRecord> | null = JSON.parse(text ?? 'null')
    const isWhole =
      typeof record?.draftId === 'string' &&
      (record.kind === 'ask' || record.kind === 'answer') &&
      typeof record.rev === 'number' &&
      typeof record.savedRev === 'number' &&
      typeof record.at === 'number' &&
      typeof record.content === 'object' &&
      record.content !== null
    return isWhole ? (record as DraftRecord) : null
  } catch {
    return null
  }
}
