/**
 * So many processes of our server behind the balancer: each can be started, killed, frozen, and all restarted one after
 * the other. What they work on is in the settings that each is given.
 */
import { type ServerPlan, type ServerProcess, startServer } from '../services/server-process.ts'
import type { Balancer } from './balancer.ts'

export type NodesPlan = {
  readonly count: number
  readonly balancer: Balancer
  readonly root?: ServerPlan['root']
  readonly nodeFlags?: ServerPlan['nodeFlags']
  /** By place, from 0. */
  readonly envOf: (place: number) => Readonly<Record<string, string>>
  /** One has ended and nobody had asked it to. */
  readonly onCrash: (place: number, complaints: readonly string[]) => void
}

const READY_WITHIN_MS = 30_000
const LOOK_EVERY_MS = 20

export class Nodes {
  readonly #plan: NodesPlan
  readonly #running = new Map<number, ServerProcess>()
  readonly #frozen = new Set<number>()
  /** Told to end: that they do is no crash. */
  readonly #ending = new Set<ServerProcess>()
  /** Of those that are no more. */
  #complaints: string[] = []

  constructor(plan: NodesPlan) {
    this.#plan = plan
  }

  get count(): number {
    return this.#plan.count
  }

  /** The places of those that run, frozen or not. */
  get running(): number[] {
    return [...this.#running.keys()].sort((one, two) => one - two)
  }

  get complaints(): readonly string[] {
    return [...this.#complaints, ...[...this.#running.values()].flatMap(({ complaints }) => complaints)]
  }

  find(place: number): ServerProcess | undefined {
    return this.#running.get(place)
  }

  isFrozen(place: number): boolean {
    return this.#frozen.has(place)
  }

  async startAll(): Promise<void> {
    for (let place = 0; place < this.count; place += 1) await this.start(place)
  }

  /** Starts it where it doesn't run, and waits until the balancer sends it people. */
  async start(place: number): Promise<void> {
    if (this.#running.has(place)) return
    const { root, nodeFlags, envOf } = this.#plan
    const node = await startServer({ root, nodeFlags, env: envOf(place) })
    this.#running.set(place, node)
    this.#lead()
    void node.ended.then(() => {
      if (this.#ending.has(node)) return
      this.#gone(place, node)
      this.#plan.onCrash(place, node.complaints)
    })
    const end = performance.now() + READY_WITHIN_MS
    while (!node.hasEnded && !this.#plan.balancer.ready().includes(node.port)) {
      if (performance.now() > end) throw new Error(`process ${place + 1} started and does not get ready`)
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    }
  }

  /** Killed it is gone at once; told to end it drains first. Gives how long that took, in milliseconds. */
  async stop(place: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<number> {
    const node = this.#running.get(place)
    if (!node) return 0
    const began = performance.now()
    this.thaw(place)
    this.#ending.add(node)
    if (signal === 'SIGKILL') this.#gone(place, node)
    await node.kill(signal)
    if (signal === 'SIGTERM') this.#gone(place, node)
    return performance.now() - began
  }

  freeze(place: number): void {
    this.#running.get(place)?.freeze()
    if (this.#running.has(place)) this.#frozen.add(place)
  }

  thaw(place: number): void {
    this.#running.get(place)?.thaw()
    this.#frozen.delete(place)
  }

  /** One after the other ends and comes back, so that somebody is always there. Gives how long each took to end. */
  async restartInTurn(): Promise<number[]> {
    const tookMs: number[] = []
    for (let place = 0; place < this.count; place += 1) {
      tookMs.push(await this.stop(place, 'SIGTERM'))
      await this.start(place)
    }
    return tookMs
  }

  async stopAll(): Promise<void> {
    await Promise.all(this.running.map((place) => this.stop(place, 'SIGTERM')))
  }

  #gone(place: number, node: ServerProcess): void {
    if (this.#running.get(place) !== node) return
    this.#complaints.push(...node.complaints)
    this.#running.delete(place)
    this.#frozen.delete(place)
    this.#lead()
  }

  #lead(): void {
    this.#plan.balancer.lead([...this.#running.values()].map(({ port }) => port))
  }
}
