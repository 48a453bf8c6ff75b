/** Our tables hold exactly what the identity library wants of them; a new version that wants more fails here. */
import { getAuthTables } from 'better-auth/db'
import { getTableColumns } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { identityTables } from '../../db/identity-store.ts'
import { cookieNames } from '../../server/adapters/cookies.ts'
import { loginOptions } from '../../server/adapters/logins.ts'

const wanted = getAuthTables(
  loginOptions({
    cookies: cookieNames(true),
    origin: 'https://quesiti.example.it',
    loginKey: 'k'.repeat(40),
    codeKey: 'c'.repeat(40),
    newId: () => 'id',
    onFault: () => {},
  }),
)

type Field = { type: unknown; required?: boolean; fieldName?: string }
const TYPES: Readonly<Record<string, string>> = { string: 'string', boolean: 'boolean', date: 'date' }

test('each model has its table, and no other', () => {
  const models = Object.values(wanted).map(({ modelName }) => modelName)
  expect(models.sort()).toEqual(Object.keys(identityTables).sort())
})

test.each(Object.values(wanted).map((model) => [model.modelName, model] as const))(
  '%s has exactly its fields, of the right kind',
  (name, model) => {
    const columns = getTableColumns(identityTables[name as keyof typeof identityTables])
    const fields = Object.entries(model.fields as Record<string, Field>)
    const names = fields.map(([field, { fieldName }]) => fieldName ?? field)
    expect(Object.keys(columns).sort()).toEqual(['id', ...names].sort())
    for (const [field, { type, required, fieldName }] of fields) {
      const column = columns[(fieldName ?? field) as keyof typeof columns] as {
        dataType: string
        notNull: boolean
      }
      expect(`${field} ${column.dataType}`).toBe(`${field} ${TYPES[String(type)]}`)
      expect(`${field} ${column.notNull}`).toBe(`${field} ${required === true}`)
    }
  },
)
