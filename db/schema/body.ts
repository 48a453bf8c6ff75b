/** Bodies and which of them belong to a union. They outlive editions; an enrolment keeps what was true when it was made. */
import type { BodyKind, FunctionLetter } from '../../server/domain/body.ts'
import { flag, index, instant, int, json, primaryKey, table, text, uniqueIndex } from '../columns.ts'

export const body = table(
  'body',
  {
    id: text().primaryKey(),
    kind: text().$type<BodyKind>().notNull(),
    /** As it is shown: "Comune di Agliè". */
    name: text().notNull(),
    /** A municipality's bare name, as the registers write it. */
    place: text(),
    /** The name without case and accents, a space before each word: a word's beginning is found after a space. */
    searchKey: text().notNull(),
    region: text().notNull(),
    /** Two letters each, the seat's first. */
    provinces: json<readonly string[]>().notNull(),
    istatCode: text(),
    residents: int(),
    /** A day, `YYYY-MM-DD`. */
    residentsDate: text(),
    residentsSource: text(),
    mountain: flag().notNull(),
    island: flag().notNull(),
    bornFromMerger: flag().notNull(),
    validFrom: text(),
    validTo: text(),
    successorId: text(),
    /** Invented, for demonstrations; marked so wherever it shows. */
    fictional: flag().notNull(),
    changedAt: instant().notNull(),
  },
  (columns) => [
    uniqueIndex('body_istat_code').on(columns.istatCode),
    index('body_region').on(columns.region),
  ],
)

export const bodyMember = table(
  'body_member',
  {
    unionId: text().notNull(),
    memberId: text().notNull(),
    /** The fundamental functions that the member gave to the union, by letter; empty where it is not known. */
    functions: json<readonly FunctionLetter[]>().notNull(),
    validFrom: text(),
    validTo: text(),
  },
  (columns) => [
    primaryKey({ columns: [columns.unionId, columns.memberId] }),
    index('body_member_member').on(columns.memberId),
  ],
)
