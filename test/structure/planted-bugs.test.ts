/** Every bug of the simulation's table can still be planted: whoever changes its text is told here which, and where. */
import { expect, test } from 'vitest'
import { cannotPlant } from '../support/fault/planted.ts'
import { BUGS } from '../support/model/bugs.ts'

test.each(BUGS)('“$name” can be planted', ({ name, edits }) => {
  expect(cannotPlant(edits), name).toEqual([])
})

test('a text that is not there is named with its file', () => {
  const edit = { file: 'server/rooms/room.ts', from: 'no such text', to: '' }
  expect(cannotPlant([edit])).toEqual([expect.stringContaining('server/rooms/room.ts')])
})
