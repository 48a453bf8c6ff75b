/** What one room has done since it was loaded, in plain numbers; they go when the room is dropped. */
import { Spread } from '../adapters/counts.ts'
import type { ReaderClass } from '../domain/permissions.ts'

export type CutReason = 'silent' | 'behind' | 'buffered' | 'bug'

const FLUSH_COMMANDS = [1, 2, 5, 10, 20, 50, 100, 200, 500]
const FLUSH_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000]
const FRAME_BYTES = [256, 512, 1_024, 2_048, 4_096, 8_192, 16_384, 32_768, 65_536, 262_144]

type PerClass<T> = Readonly<Record<ReaderClass, T>>

const perClass = <T>(make: () => T): PerClass<T> => ({
  participant: make(),
  expert: make(),
  moderator: make(),
  feed: make(),
})

export class SessionCounts {
  readonly flushCommands = new Spread(FLUSH_COMMANDS)
  readonly flushMs = new Spread(FLUSH_MS)
  /** Of the frames that a class shares: how large, and to how many lines they went. */
  readonly frameBytes = perClass(() => new Spread(FRAME_BYTES))
  readonly deliveries = perClass(() => ({ frames: 0 }))
  /** Of the frames made for one reader: how large, as their line has them. */
  readonly ownFrameBytes = perClass(() => new Spread(FRAME_BYTES))
  /** Frames made for one reader while they were brought along. */
  ownFrames = 0
  readonly cuts: Record<CutReason, number> = { silent: 0, behind: 0, buffered: 0, bug: 0 }
  failedFlushes = 0
  unknownOutcomes = 0

  flushed(commands: number, ms: number): void {
    this.flushCommands.add(commands)
    this.flushMs.add(ms)
  }

  failed(commands: number): void {
    this.failedFlushes += 1
    this.unknownOutcomes += commands
  }

  sent(as: ReaderClass, sent: { bytes: number; lines: number }): void {
    this.frameBytes[as].add(sent.bytes)
    this.deliveries[as].frames += sent.lines
  }
}
