/**
 * How long a search takes on 10,000 questions: entries made of the content's own sentences, queries of one to ten words.
 * The baseline is a plain LIKE over the same rows. The limit is on the processor's time: a search on SQLite waits for nothing,
 * and other processes of the machine lengthen its p99 on the wall without saying anything of it.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getShippedRegistry, listContentAnswers, listContentQuestions } from '../../db/content/content.ts'
import { openStore, type Store } from '../../db/open.ts'
import { indexEntry, search } from '../../db/search-store.ts'
import type { Bench, BenchOptions, BenchResult } from './bench.ts'
import { percentile } from './statistics.ts'

const QUESTIONS = 10_000
const ROUNDS = 40
const LIMIT_MS = 20

const QUERIES: Readonly<Record<string, readonly string[]>> = {
  'one word': ['spese', 'cittadinanza', 'mediatore', 'rendicontare', 'irreperibilità'],
  'an acronym': ['CAS', 'MSNA', 'SUI', 'tuel', 'sprar'],
  'three words': [
    'permesso soggiorno scaduto',
    'convenzione sportello stranieri',
    'giuramento sindaco delega',
  ],
  'a common word': ['comune', 'residenza', 'anagrafe'],
  'a sentence being typed': [
    'possiamo iscrivere in anagrafe un cittadino straniero che ha soltanto la ricevuta del rinnovo del perm',
    'come si dividono le spese del mediatore culturale fra i comuni della convenzione se uno solo lo ut',
  ],
  'nothing to find': ['xylofono', 'quarzite basaltica', 'di la il'],
}

export const searching: Bench = {
  name: 'search',
  about: `searches on ${QUESTIONS.toLocaleString('en')} questions, beside LIKE on the same rows; at most ${LIMIT_MS} ms`,
  run: runSearch,
}

async function runSearch({ isQuick, say }: BenchOptions): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'quesiti-bench-'))
  const store = await openStore(`file:${join(folder, 'bench.db')}`)
  try {
    const questions = isQuick ? QUESTIONS / 20 : QUESTIONS
    const started = performance.now()
    await fill(store, questions)
    const eachMs = (performance.now() - started) / questions
    say(`${questions} questions indexed, ${eachMs.toFixed(2)} ms each`)
    const samples: Record<string, Times> = {}
    for (const [kind, texts] of Object.entries(QUERIES))
      samples[kind] = await measure(store, texts, isQuick ? 2 : ROUNDS)
    const likeMs: Record<string, number[]> = {}
    for (const [kind, texts] of Object.entries(QUERIES))
      likeMs[kind] = await measureLike(store, texts, isQuick ? 1 : 5)
    const rows = Object.entries(samples).map(([kind, { wallMs, cpuMs }]) => ({
      query: kind,
      'p50 ms': percentile(wallMs, 0.5),
      'p99 ms': percentile(wallMs, 0.99),
      'CPU p99 ms': percentile(cpuMs, 0.99),
      'LIKE p50 ms': percentile(likeMs[kind] ?? [], 0.5),
    }))
    const slowest = (column: 'p50 ms' | 'CPU p99 ms') => Math.max(...rows.map((row) => row[column]))
    const limits = [
      { what: 'slowest kind of search, p50', value: slowest('p50 ms'), unit: 'ms', atMost: LIMIT_MS },
      { what: 'slowest kind of search, CPU p99', value: slowest('CPU p99 ms'), unit: 'ms', atMost: LIMIT_MS },
    ]
    return { rows, limits, samples }
  } finally {
    await store.close()
    await rm(folder, { recursive: true })
  }
}

/** Questions of the length people write, each of other sentences of the content and another place's name. */
async function fill(store: Store, questions: number): Promise<void> {
  const titles = listContentQuestions().map((one) => one.title)
  const written = [
    ...listContentQuestions().map((one) => one.text),
    ...listContentAnswers().flatMap((one) => one.revisions.map((revision) => revision.parts.reasoning)),
  ]
  const sentences = written.flatMap((text) => text.split(/(?<=[.?!])\s+/))
  const places = getShippedRegistry().rows.map((row) => row.name)
  const pick = <Item>(items: readonly Item[], n: number): Item => items[n % items.length] as Item
  for (let from = 0; from < questions; from += 500) {
    await store.transaction(async (tx) => {
      for (let n = from; n < Math.min(questions, from + 500); n++) {
        const body = [1, 7, 31, 127].map((step) => pick(sentences, n * step + step))
        await indexEntry(tx, {
          kind: 'question',
          entityId: `question-${n}`,
          sessionId: `session-${n % 40}`,
          reach: n % 10 === 0 ? 'staff' : 'everyone',
          title: pick(titles, n * 13),
          text: `${body.join(' ')} Scrivo dal Comune di ${pick(places, n)}.`,
        })
      }
    })
  }
}

type Times = { readonly wallMs: number[]; readonly cpuMs: number[] }

async function measure(store: Store, texts: readonly string[], rounds: number): Promise<Times> {
  const wallMs: number[] = []
  const cpuMs: number[] = []
  for (let round = 0; round < rounds; round++) {
    for (const text of texts) {
      const before = process.cpuUsage()
      const started = performance.now()
      await search(store.read, { text, limit: 20 })
      wallMs.push(performance.now() - started)
      const { user, system } = process.cpuUsage(before)
      cpuMs.push((user + system) / 1_000)
    }
  }
  return { wallMs, cpuMs }
}

async function measureLike(store: Store, texts: readonly string[], rounds: number): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    for (const text of texts) {
      const started = performance.now()
      await store.read.sql.all(
        "SELECT entity_id FROM search_entry WHERE reach = 'everyone' AND text LIKE ? LIMIT 20",
        `%${text}%`,
      )
      times.push(performance.now() - started)
    }
  }
  return times
}
