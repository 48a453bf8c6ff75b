/**
 * Bodies brought into the programme: a registry's rows after they were previewed, and the invented bodies of the demo.
 * Every body written is a fact in the edition's log. It knows no file.
 */
import {
  type BodyInput,
  findBody,
  listRegistryEntries,
  saveBodies,
  saveMembers,
} from '../../db/body-store.ts'
import { getShippedRegistry, listDemoBodies } from '../../db/content/content.ts'
import type { Handle, Tx } from '../../db/open.ts'
import { must } from '../domain/assert.ts'
import { SYSTEM } from '../domain/permissions.ts'
import { compareRegistry, type RegistryPreview, type RegistryRow } from '../domain/registry.ts'
import { type Edition, type EditionWrite, writeEdition } from './edition.ts'

export type RegistryImport = {
  readonly rows: readonly RegistryRow[]
  /** Who says how many residents there are: "ANPR", "ISTAT". */
  readonly source: string
  /** Rows of other regions are left out. */
  readonly regions: readonly string[]
  /** The day from which municipalities that are no longer in the file are closed; null leaves them open. */
  readonly closeGoneFrom: string | null
}

/** What an import would do. */
export async function previewRegistry(
  read: Handle,
  { rows, regions }: Pick<RegistryImport, 'rows' | 'regions'>,
): Promise<RegistryPreview> {
  return compareRegistry(await listRegistryEntries(read), rows, { regions })
}

/** Brings the rows in, in one transaction; what it did is what a preview at that moment would have said. */
export const importRegistry = (edition: Edition, wanted: RegistryImport): Promise<RegistryPreview> =>
  writeEdition(edition, (write) => bringIn(write, wanted))

/** Brings in the shipped registry where there is none yet; says how many municipalities came. */
export const seedRegistry = (edition: Edition, regions: readonly string[]): Promise<number> =>
  writeEdition(edition, async (write) => {
    if ((await listRegistryEntries(write.tx)).length > 0) return 0
    const { rows, source } = getShippedRegistry()
    const preview = await bringIn(write, { rows, source, regions, closeGoneFrom: null })
    return preview.added.length
  })

async function bringIn(write: EditionWrite, wanted: RegistryImport): Promise<RegistryPreview> {
  const { tx, at } = write
  const current = await listRegistryEntries(tx)
  const preview = compareRegistry(current, wanted.rows, { regions: wanted.regions })
  const idOf = new Map(current.map((entry) => [entry.istatCode, entry.id]))
  const added = preview.added.map((row) => newBody(row, wanted.source, at))
  const changed: BodyInput[] = []
  for (const { next, fields } of [...preview.changed, ...preview.redated]) {
    const held = await heldBody(tx, idOf.get(next.istatCode))
    const isCounted = fields.some(({ field }) => field === 'residents' || field === 'date')
    changed.push({
      ...held,
      ...fieldsOf(next),
      ...(isCounted ? { residentsSource: wanted.source } : {}),
      changedAt: at,
    })
  }
  const closed: BodyInput[] = []
  for (const { istatCode } of wanted.closeGoneFrom === null ? [] : preview.gone) {
    const held = await heldBody(tx, idOf.get(istatCode))
    closed.push({ ...held, validTo: wanted.closeGoneFrom, changedAt: at })
  }
  await record(write, { kind: 'body added', rows: added })
  await record(write, { kind: 'body changed', rows: changed })
  await record(write, { kind: 'body closed', rows: closed })
  return preview
}

async function heldBody(tx: Tx, id: string | undefined): Promise<BodyInput> {
  const { searchKey: _, ...held } = must(await findBody(tx, must(id)))
  return held
}

async function record(
  write: EditionWrite,
  { kind, rows }: { kind: string; rows: BodyInput[] },
): Promise<void> {
  await saveBodies(write.tx, rows)
  for (const { id, ...data } of rows)
    write.append({ kind, entity: 'body', entityId: id, data, audience: ['public'], actorId: SYSTEM.id })
}

const fieldsOf = (row: RegistryRow) => ({
  name: `Comune di ${row.name}`,
  place: row.name,
  region: row.region,
  provinces: row.province === null ? [] : [row.province],
  istatCode: row.istatCode,
  residents: row.residents,
  residentsDate: row.date,
  validTo: null,
})

const newBody = (row: RegistryRow, source: string, at: number): BodyInput => ({
  ...fieldsOf(row),
  id: `istat-${row.istatCode}`,
  kind: 'COMUNE',
  residentsSource: row.residents === null ? null : source,
  mountain: false,
  island: false,
  bornFromMerger: false,
  validFrom: null,
  successorId: null,
  fictional: false,
  changedAt: at,
})

/** The invented bodies and the members of their unions, marked as invented. Doing it again changes nothing. */
export const seedDemoBodies = (edition: Edition): Promise<number> =>
  writeEdition(edition, async (write) => {
    const added: BodyInput[] = []
    const members: { unionId: string; memberId: string }[] = []
    for (const { body, memberIds } of listDemoBodies()) {
      if (await findBody(write.tx, body.id)) continue
      const invented = { residentsDate: null, residentsSource: 'dato immaginario', fictional: true }
      const place = body.kind === 'COMUNE' ? body.name.replace(/^Comune di /, '') : null
      added.push({ ...body, ...invented, place, changedAt: write.at })
      for (const memberId of memberIds) members.push({ unionId: body.id, memberId })
    }
    await record(write, { kind: 'body added', rows: added })
    await saveMembers(
      write.tx,
      members.map((member) => ({ ...member, functions: [], validFrom: null, validTo: null })),
    )
    for (const { unionId, memberId } of members)
      write.append({
        kind: 'member added',
        entity: 'bodyMember',
        entityId: `${unionId} ${memberId}`,
        data: { unionId, memberId },
        audience: ['public'],
        actorId: SYSTEM.id,
      })
    return added.length
  })
