/** The proxy of the fault tests does to a line what it says, and nothing else. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type ChaosProxy, openProxy, type ProxyPlan } from '../../scripts/fault/chaos-proxy.ts'
import { seededRandom } from '../../scripts/fault/random.ts'
import { lossyRedis } from '../../scripts/fault/redis-loss.ts'
import { until } from '../../scripts/fault/until.ts'

type Ends = { proxy: ChaosProxy; near: Socket; far: Socket; heard: { near: string; far: string } }

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})

async function listen(): Promise<{ server: Server; port: number }> {
  const server = createServer({ allowHalfOpen: true })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const lines = new Set<Socket>()
  server.on('connection', (line) => lines.add(line.on('error', () => {})))
  open.push(() => {
    for (const line of lines) line.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return { server, port: (server.address() as AddressInfo).port }
}

/** Somebody near and somebody far, with the proxy between them, and what each has heard. */
async function ends(plan: ProxyPlan = {}): Promise<Ends> {
  const { server, port } = await listen()
  const proxy = await openProxy({ to: port, ...plan })
  open.push(() => proxy.close())
  const arriving = once(server, 'connection')
  const near = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true })
  const [far] = (await arriving) as [Socket]
  const heard = { near: '', far: '' }
  near.on('data', (chunk) => {
    heard.near += chunk
  })
  far.on('data', (chunk) => {
    heard.far += chunk
  })
  open.push(async () => near.on('error', () => {}).destroy())
  return { proxy, near, far, heard }
}

const letRun = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('what is said passes both ways, and an end does', async () => {
  const { near, far, heard } = await ends()
  near.write('up')
  far.write('down')
  await until('both heard', () => heard.near === 'down' && heard.far === 'up')
  const ended = once(far, 'end')
  near.end()
  await ended
  far.write(', still')
  await until('the other way stays', () => heard.near === 'down, still')
})

test('cut: both ends get a reset; the next line is a new one', async () => {
  const { proxy, near, far } = await ends()
  const codes = [near, far].map((end) => once(end, 'error').then(([error]) => error.code))
  proxy.cut()
  expect(await Promise.all(codes)).toEqual(['ECONNRESET', 'ECONNRESET'])
  await until('no line is left', () => proxy.lines().length === 0)
})

test('stall: nothing passes, not even that one end is gone; healed, all does in order', async () => {
  const { proxy, near, far, heard } = await ends()
  proxy.stall('up')
  near.write('one ')
  far.write('down')
  await until('the other way goes on', () => heard.near === 'down')
  near.end('two')
  await letRun(50)
  expect(heard.far).toBe('')
  expect(far.readableEnded).toBe(false)
  proxy.heal()
  await until('it comes after all', () => heard.far === 'one two' && far.readableEnded)
})

test('a stalled line fills up instead of being remembered without end', async () => {
  const { proxy, near, far } = await ends()
  far.pause()
  proxy.stall('up')
  let said = 0
  const block = Buffer.alloc(1024 * 1024)
  for (let n = 0; n < 64; n += 1) near.write(block)
  await letRun(100)
  said = near.bytesWritten - near.writableLength
  expect(near.writableLength).toBeGreaterThan(32 * block.length)
  expect(said).toBeLessThan(32 * block.length)
})

test('a line that comes later is stalled too; one line can be stalled alone', async () => {
  const { proxy, near, far, heard } = await ends()
  proxy.stall()
  const other = connect(proxy.port, '127.0.0.1')
  open.push(async () => other.on('error', () => {}).destroy())
  await until('it is there', () => proxy.lines().length === 2)
  proxy.lines()[0]?.heal()
  near.write('alone')
  far.write('yes')
  other.write('not me')
  await until('one line is well', () => heard.far === 'alone' && heard.near === 'yes')
})

test('delay: it comes later, and in order', async () => {
  const { proxy, near, heard } = await ends()
  proxy.delay(80, 'up')
  const start = performance.now()
  near.write('one ')
  await letRun(10)
  near.write('two')
  await until('both come', () => heard.far === 'one two')
  expect(performance.now() - start).toBeGreaterThanOrEqual(80)
})

test('trickle: it comes in drops', async () => {
  const { proxy, far, heard } = await ends()
  proxy.trickle(1_000, 'down')
  const start = performance.now()
  far.write('x'.repeat(400))
  await until('all is there', () => heard.near.length === 400)
  expect(performance.now() - start).toBeGreaterThan(250)
})

test('half-close: one way ends, the other stays', async () => {
  const { proxy, near, far, heard } = await ends()
  const ended = once(near, 'end')
  proxy.halfClose('down')
  await ended
  near.write('I am still here')
  await until('it is heard', () => heard.far === 'I am still here')
  expect(far.readableEnded).toBe(false)
})

test('it leads elsewhere, or nowhere, when told', async () => {
  const { proxy } = await ends()
  const { server, port } = await listen()
  const arriving = once(server, 'connection')
  proxy.leadTo(port)
  const one = connect(proxy.port, '127.0.0.1')
  open.push(async () => one.on('error', () => {}).destroy())
  await arriving
  proxy.leadTo(null)
  const other = connect(proxy.port, '127.0.0.1')
  const [error] = await once(other, 'error')
  expect(error.code).toBe('ECONNRESET')
})

test('of what Redis publishes a share is lost, whole messages of it and nothing else, however it is cut in pieces', async () => {
  const loss = lossyRedis(0.25, seededRandom(5))
  const { far, heard } = await ends({ filter: loss.filter })
  const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`
  const message = (n: number) => `>3\r\n${bulk('message')}${bulk('log')}${bulk(`è ${n}`)}`
  const other = `+OK\r\n%1\r\n+proto\r\n:3\r\n*2\r\n:1\r\n$-1\r\n_\r\n*3\r\n${bulk('subscribe')}${bulk('log')}:1\r\n`
  const said = Buffer.from(Array.from({ length: 400 }, (_, n) => message(n) + other).join(''))
  for (let from = 0; from < said.length; from += 777) far.write(said.subarray(from, from + 777))
  far.end(other)
  await until('all came', () => heard.near.split('+OK').length === 402)
  const { passed, lost } = loss.counts
  expect(passed + lost).toBe(400)
  expect(lost).toBeGreaterThan(60)
  expect(lost).toBeLessThan(140)
  expect(heard.near.split('message').length - 1).toBe(passed)
  expect(heard.near.replaceAll(/>3\r\n\$7\r\nmessage\r\n\$3\r\nlog\r\n\$\d+\r\nè \d+\r\n/g, '')).toBe(
    other.repeat(401),
  )
})
