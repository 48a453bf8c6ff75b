/**
 * A balancer for trying out several processes: whole TCP lines, round robin over those whose `/readyz` says yes. It
 * understands nothing of what passes, so that a WebSocket is a line like any other, and nobody has to come back to the same
 * process.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type Balancer = {
  readonly port: number
  readonly url: string
  /** Where the ready ones are, as it last saw them. */
  ready(): readonly number[]
  /** The processes by their ports: those that are gone from the list lose their lines, new ones are looked at at once. */
  lead(ports: readonly number[]): void
  close(): Promise<void>
}

const LOOK_EVERY_MS = 200
const LOOK_WITHIN_MS = 1_000

export async function startBalancer(wantedPort = 0): Promise<Balancer> {
  const nodes = new Map<number, Node>()
  let turn = 0
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const all = [...nodes.values()]
    const ready = all.filter(({ isReady }) => isReady)
    turn += 1
    near.pause().on('error', () => near.destroy())
    // Where nobody says yes, a slow answer is better than none.
    pass(near, inTurn(ready.length > 0 ? ready : all, turn))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(wantedPort, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    ready: () => [...nodes].flatMap(([at, { isReady }]) => (isReady ? at : [])),
    lead: (ports) => {
      for (const [at, node] of nodes)
        if (!ports.includes(at)) {
          node.forget()
          nodes.delete(at)
        }
      for (const at of ports) if (!nodes.has(at)) nodes.set(at, new Node(at))
    },
    close: () => {
      for (const node of nodes.values()) node.forget()
      nodes.clear()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

const inTurn = (nodes: readonly Node[], turn: number): Node[] => {
  const first = nodes.length === 0 ? 0 : turn % nodes.length
  return [...nodes.slice(first), ...nodes.slice(0, first)]
}

class Node {
  readonly port: number
  readonly lines = new Set<Socket>()
  isReady = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(port: number) {
    this.port = port
    void this.#look()
  }

  forget(): void {
    this.isReady = false
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const line of this.lines) line.resetAndDestroy()
  }

  async #look(): Promise<void> {
    const began = performance.now()
    const timer = setTimeout(() => {}, LOOK_EVERY_MS)
    this.#timer = timer
    const isReady = await fetch(`http://127.0.0.1:${this.port}/readyz`, {
      signal: AbortSignal.timeout(LOOK_WITHIN_MS),
    }).then(
      ({ status }) => status === 200,
      () => false,
    )
    if (this.#timer !== timer) return
    this.isReady = isReady
    const restMs = Math.max(0, LOOK_EVERY_MS - (performance.now() - began))
    this.#timer = setTimeout(() => void this.#look(), restMs)
  }
}

/** To the first that takes it, for who was ready may be gone by now; where there is none the line is reset. */
function pass(near: Socket, [node, ...others]: readonly Node[]): void {
  if (near.destroyed) return
  if (!node) {
    near.resetAndDestroy()
    return
  }
  const far = connect({ port: node.port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
  far.once('error', () => {
    if (far.bytesWritten === 0 && far.bytesRead === 0 && !node.lines.has(near)) pass(near, others)
  })
  far.once('connect', () => join(near, far, node))
}

function join(near: Socket, far: Socket, node: Node): void {
  near.setNoDelay(true)
  node.lines.add(near)
  near.pipe(far)
  far.pipe(near)
  // An end is passed on by the pipes; whoever is gone without one takes the other side along.
  near.once('close', () => {
    node.lines.delete(near)
    if (!near.readableEnded || near.errored) far.resetAndDestroy()
    else far.destroySoon()
  })
  far.on('error', () => near.resetAndDestroy())
  far.once('close', () => {
    if (!far.readableEnded || far.errored) near.resetAndDestroy()
  })
}
