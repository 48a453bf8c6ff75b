/**
 * Process: the baseline of a server. Bare `ws` and raw better-sqlite3: it parses a command, stores the engine's own rows of
 * it with the same group commit, acknowledges, and writes one shared frame to all. No rules, no rights, no classes of readers.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type WebSocket, WebSocketServer } from 'ws'
import { openStore } from '../../../db/open.ts'
import { must } from '../../../server/domain/assert.ts'
import { limits } from '../../../server/domain/limits.ts'
import { frameOf, writeFrame } from '../baseline/bare-ws.ts'
import { type RawKind, RawLog } from '../baseline/raw-log.ts'
import type { Samples } from '../baseline/samples.ts'
import { type Load, runLoad } from '../clients/load.ts'
import { type CommandKind, payloadOf } from '../forum/commands-given.ts'
import { answer, needOpenFiles, settledMemory } from './child.ts'
import { cpuUs, loopDelay } from './gauges.ts'

export type BareSetup = {
  readonly samples: Samples
  /** What everybody is sent of a question, and what whoever enters is sent: a frame and a snapshot of the engine's. */
  readonly frame: string
  readonly snapshot: readonly string[]
}
export type BareLoad = Load & { readonly kind: RawKind }

needOpenFiles(10_500)
const path = join(must(process.argv[2]), 'bare.db')
let log: RawLog | undefined
let setup: BareSetup | undefined
const readers = new Set<WebSocket>()
const http = createServer((_request, response) => response.end('{"ok":true}'))
const server = new WebSocketServer({ server: http, perMessageDeflate: false })

server.on('connection', (line) => {
  line.on('close', () => readers.delete(line))
  line.on('message', (bytes) => {
    const text = String(bytes)
    const open = text.indexOf('[')
    const [name, body] = JSON.parse(text.slice(open)) as [string, { payload: { title?: string } }]
    if (name === 'cursor') return
    const id = text.slice(1, open)
    if (name === 'session:enter') enter(line, id)
    else void run(line, id, { kind: name as CommandKind, payload: body.payload })
  })
})

function enter(line: WebSocket, id: string): void {
  readers.add(line)
  for (const part of must(setup).snapshot) line.send(part)
  line.send(`3${id}[{"ok":true}]`)
}

async function run(
  line: WebSocket,
  id: string,
  { kind, payload }: { kind: CommandKind; payload: { title?: string } },
): Promise<void> {
  const seq = await must(log).submit(kind, payload)
  if (kind === 'question:ask' && readers.size > 0) {
    const frame = must(setup).frame.replace('"title":""', `"title":${JSON.stringify(payload.title)}`)
    writeFrame(readers, frameOf(frame))
  }
  line.send(`3${id}[{"ok":true,"seq":${seq},"at":${Date.now()},"result":{}}]`)
}

answer({
  setUp: async (given: BareSetup) => {
    // The engine's own tables, made by its own migrations.
    await (await openStore(`file:${path}`)).close()
    setup = given
    log = new RawLog(path, given.samples)
  },
  listen: () =>
    new Promise<number>((resolve) => {
      http.listen({ port: 0, host: '127.0.0.1', backlog: limits.listenBacklog }, () =>
        resolve((http.address() as AddressInfo).port),
      )
    }),
  load: ({ kind, ...load }: BareLoad) => {
    globalThis.gc?.()
    return runLoad(load, async (n) => {
      const payload = kind === 'small row' ? null : payloadOf(kind, n, ['a question'])
      await must(log).submit(kind, payload)
    })
  },
  memory: settledMemory,
  cpuUs,
  startLoopDelay: loopDelay.start,
  loopDelay: loopDelay.read,
})
