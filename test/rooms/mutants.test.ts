/**
 * The engine with one bug planted at a time must break a rule; without any it must hold them all. A mutant is a change
 * of one place in the source, run from a copy.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { scenario } from '../support/scenario.ts'

mkdirSync('.tmp', { recursive: true })
const FOLDER = mkdtempSync(resolve('.tmp/mutants-'))

type Mutant = { name: string; file: string; from: string; to: string; breaks: RegExp }

const MUTANTS: readonly Mutant[] = [
  {
    name: 'ack before commit',
    file: 'server/rooms/room.ts',
    from: `      return this.#decide(tx, { log, at, known, submissions })
    })
    this.#take(flushed)`,
    to: `      const decided = await this.#decide(tx, { log, at, known, submissions })
      this.#take(decided)
      return decided
    }).catch(() => ({ answers: submissions.map(() => ({ ok: true, seq: 0, at: 0, result: {} })) }) as never)`,
    breaks: /W1/,
  },
  {
    name: 'no dedupe by key',
    file: 'server/rooms/flush.ts',
    from: 'if (key === null) return decideOne(turn)',
    to: 'if (key !== "never") return decideOne(turn)',
    breaks: /W2/,
  },
  {
    name: 'dedupe within the database only, not within a group',
    file: 'server/rooms/flush.ts',
    from: 'group.remembered.get(name) ?? stored.get(name)',
    to: 'stored.get(name)',
    breaks: /W2/,
  },
  {
    name: 'refusals are not remembered',
    file: 'server/rooms/flush.ts',
    from: '  group.remembered.set(name,',
    to: '  if (ack.ok) group.remembered.set(name,',
    breaks: /W8/,
  },
  {
    name: 'time goes back with the clock',
    file: 'server/rooms/room.ts',
    from: 'const at = Math.max(now, log.lastAt)',
    to: 'const at = clock.now()',
    breaks: /A1|W5/,
  },
  {
    name: 'the clock is read before the lock',
    file: 'server/rooms/room.ts',
    from: '  submit(submission: Submission): Promise<CommandAck> {',
    to: '  submit(submission: Submission): Promise<CommandAck> {\n    (this as never as { early: number }).early = this.#context.clock.now()',
    breaks: /W7/,
  },
  {
    name: 'grants are cached',
    file: 'server/rooms/flush.ts',
    from: 'decider.actors.actorOf(submission.actorId) ?? stranger',
    to: '((globalThis as never as { known: Map<string, Actor> }).known ??= new Map([[submission.actorId, decider.actors.actorOf(submission.actorId) as Actor]])).get(submission.actorId) ?? stranger',
    breaks: /roles/,
  },
  {
    name: 'no heartbeat',
    file: 'server/rooms/frames.ts',
    from: '      this.#sendClass(line, { changes: [], named: line.ahead, now })\n',
    to: '',
    breaks: /R6/,
  },
  {
    name: 'internal notes are for everybody',
    file: 'server/domain/views.ts',
    from: '  note: () => STAFF,',
    to: '  note: () => PUBLIC,',
    breaks: /R3/,
  },
  {
    name: 'answers under review are for everybody',
    file: 'server/domain/views.ts',
    from: 'if (!isReadable(row.status)) return STAFF',
    to: 'if (!isReadable(row.status)) return PUBLIC',
    breaks: /R3/,
  },
  {
    name: 'decisions do not see the ones before them in their group',
    file: 'server/rooms/flush.ts',
    from: '    state: group.overlay,\n    actor',
    to: '    state: decider.state,\n    actor',
    breaks: /claims|W2|A1/,
  },
  {
    name: 'a restarted room thinks that everything is counted',
    file: 'server/rooms/room.ts',
    from: '    room.#uncounted.addAll(room.#state)\n',
    to: '',
    breaks: /tally/,
  },
  {
    name: 'rows are written without what the log says of them',
    file: 'server/domain/decide.ts',
    from: 'const { words: _words, pendingWords: _pending, ...facts }',
    to: 'const { words: _words, pendingWords: _pending, step: _step, ...facts }',
    breaks: /S2/,
  },
]

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

test('without a planted bug every rule holds', async () => {
  expect(await scenario()).toEqual([])
})

test.each(MUTANTS.map((mutant, place) => ({ ...mutant, place })))('caught: $name', async (mutant) => {
  const copy = join(FOLDER, String(mutant.place))
  mkdirSync(copy, { recursive: true })
  for (const folder of ['server', 'db', 'test/support'])
    cpSync(folder, join(copy, folder), { recursive: true })
  const file = join(copy, mutant.file)
  const source = readFileSync(file, 'utf8')
  expect(source.split(mutant.from), 'the place to change must be there once').toHaveLength(2)
  const clockRead = mutant.name === 'the clock is read before the lock'
  const changed = source.replace(mutant.from, mutant.to)
  const early = 'Math.max((this as never as { early: number }).early, log.lastAt)'
  writeFileSync(file, clockRead ? changed.replace('Math.max(now, log.lastAt)', early) : changed)
  const planted = (await import(
    /* @vite-ignore */ join(copy, 'test/support/scenario.ts')
  )) as typeof import('../support/scenario.ts')
  expect((await planted.scenario()).join('; ')).toMatch(mutant.breaks)
})
