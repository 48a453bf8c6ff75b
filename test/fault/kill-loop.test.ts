/** Kill −9 under load: what was acknowledged is there, once, for everybody. And the same loop finds an early acknowledgement. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { killLoop } from '../support/fault/kill-loop.ts'
import { ackBeforeCommit, plant, slowCommit } from '../support/fault/planted.ts'

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
const FOLDER = mkdtempSync(join(tmpdir(), 'quesiti-planted-'))
/** A disk that takes its time, so that a kill often falls between an early acknowledgement and its commit. */
const SLOW_DISK = 'await new Promise((resolve) => setTimeout(resolve, 25))'

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

test('W1 W2 W4 W5 R4 S1 S2 A1 killed 20 times under load, nothing acknowledged is lost and nothing is there twice', async () => {
  const report = await killLoop({ root: '.', participants: 10, kills: 20, acks: 5_000, seed })
  console.log(`seed ${seed}:`, report)
  expect(report.faults, `seed ${seed}`).toEqual([])
  expect(report.kills).toBeGreaterThanOrEqual(20)
  expect(report.acks).toBeGreaterThanOrEqual(5_000)
  expect(report.resent).toBeGreaterThanOrEqual(1_000)
})

test('W1 with the acknowledgement before the commit, the same loop finds that some are lost', async () => {
  const root = join(FOLDER, 'early')
  plant(root, ['server', 'db'], ackBeforeCommit(SLOW_DISK))
  const report = await killLoop({ root, participants: 6, kills: 20, acks: 0, seed, untilFirstLoss: true })
  expect(report.faults.join('\n'), `seed ${seed}`).toMatch(/W1 lost: /)
})

test('W1 with the acknowledgement after a commit that is as slow, it finds nothing', async () => {
  const root = join(FOLDER, 'slow')
  plant(root, ['server', 'db'], slowCommit(SLOW_DISK))
  const report = await killLoop({ root, participants: 6, kills: 3, acks: 0, seed, untilFirstLoss: true })
  expect(report.faults, `seed ${seed}`).toEqual([])
  expect(report.kills).toBe(3)
})
