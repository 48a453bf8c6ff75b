/** `npm run cluster` as a process: orders are obeyed and wrong ones answered; whoever knocks is let in while one is left. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readOrder } from '../../scripts/cluster/orders.ts'
import { until } from '../../scripts/fault/until.ts'

const folder = mkdtempSync(join(tmpdir(), 'quesiti-cluster-test-'))
// PostgreSQL has an account of its own where we are root, which must get through.
chmodSync(folder, 0o755)
const started: ChildProcess[] = []
afterAll(() => {
  for (const child of started) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const UP_WITHIN_MS = 90_000
const OBEYED_WITHIN_MS = 40_000

function startCluster(...args: string[]) {
  const child = spawn(process.execPath, ['scripts/cluster.ts', ...args], {
    env: { PATH: process.env.PATH ?? '', TMPDIR: folder },
  })
  started.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      said += text
    })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const order = async (line: string, answer: RegExp) => {
    const before = said.length
    child.stdin.write(`${line}\n`)
    await until(`${line} is answered`, () => answer.test(said.slice(before)), OBEYED_WITHIN_MS)
  }
  return { child, said: () => said, ended, order }
}

test('processes are killed, frozen and restarted by order, and the balancer leads to who is left', async () => {
  const cluster = startCluster('--nodes', '2', '--bodies', '5', '--no-people')
  await until(
    'it is up',
    () => cluster.said().includes('Type an order') || cluster.child.exitCode !== null,
    UP_WITHIN_MS,
  )
  const url = cluster.said().match(/A forum day is live at (http:\S+),/)?.[1] ?? cluster.said()
  const knock = async () =>
    expect((await fetch(`${url}/livez`, { headers: { connection: 'close' } })).status).toBe(200)
  await knock()
  await cluster.order('kill 2', /Process 2 was killed/)
  for (let n = 0; n < 5; n += 1) await knock()
  await cluster.order('status', /process 1 {2}is ready\n {2}process 2 {2}does not run/)
  await cluster.order('start 2', /Process 2 is back/)
  await cluster.order('freeze 1', /Process 1 is frozen/)
  await until('it is noticed', async () =>
    fetch(`${url}/livez`, { signal: AbortSignal.timeout(300) }).then(
      () => true,
      () => false,
    ),
  )
  await cluster.order('thaw 1', /Process 1 goes on/)
  await cluster.order('redis off', /Redis was killed/)
  await cluster.order('redis on', /Redis is back/)
  await cluster.order('dance', /there is no order "dance"/)
  cluster.child.kill('SIGINT')
  expect(await cluster.ended, cluster.said()).toBe(0)
  expect(readdirSync(folder)).toEqual([])
}, 180_000)

test('an order is read, or answered with what is wrong with it', () => {
  const has = { nodes: 3, redis: false }
  expect(readOrder(' Kill  2 ', has)).toEqual({ do: 'kill', place: 1 })
  expect(readOrder('postgres off', has)).toEqual({ do: 'postgres', on: false })
  expect(readOrder('restart', has)).toEqual({ do: 'restart' })
  expect(readOrder('', has)).toBeUndefined()
  for (const line of [
    'kill',
    'kill 4',
    'kill 0',
    'kill 1.5',
    'redis off',
    'postgres',
    'restart 2',
    'kill 1 2',
    '2',
  ])
    expect(readOrder(line, has), line).toBeTypeOf('string')
})

test('a wrong wish is told how', async () => {
  for (const args of [['--nodes', '0'], ['--nodes', 'many'], ['--minutes', 'soon'], ['--sqlite']]) {
    const cluster = startCluster(...args)
    expect(await cluster.ended).toBe(1)
    expect(cluster.said()).toContain('Usage: npm run cluster')
  }
})
