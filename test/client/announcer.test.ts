/** The announcer: one polite message in twenty seconds, own things at once, silence when muted. */
import { expect, test } from 'vitest'
import { createAnnouncer } from '../../client/ui/announcer/create-announcer.ts'

function fakeTimer() {
  let at = 0
  let due: { at: number; run: () => void }[] = []
  return {
    now: () => at,
    after: (ms: number, run: () => void) => {
      due.push({ at: at + ms, run })
    },
    advance(ms: number) {
      at += ms
      const ready = due.filter((each) => each.at <= at)
      due = due.filter((each) => each.at > at)
      for (const each of ready) each.run()
    },
  }
}

test('a second message waits until twenty seconds after the first', () => {
  const timer = fakeTimer()
  const announcer = createAnnouncer(timer)
  announcer.say('3 nuove risposte.', 'answers')
  expect(announcer.polite.value).toBe('3 nuove risposte.')
  timer.advance(5_000)
  announcer.say('Mancano 10 minuti.', 'time')
  timer.advance(14_999)
  expect(announcer.polite.value).toBe('3 nuove risposte.')
  timer.advance(1)
  expect(announcer.polite.value).toBe('Mancano 10 minuti.')
})

test('a later message of the same topic takes the place of the one that waits', () => {
  const timer = fakeTimer()
  const announcer = createAnnouncer(timer)
  announcer.say('1 nuova risposta.', 'answers')
  announcer.say('2 nuove risposte.', 'answers')
  announcer.say('5 nuove risposte.', 'answers')
  timer.advance(20_000)
  expect(announcer.polite.value).toBe('5 nuove risposte.')
  timer.advance(60_000)
  expect(announcer.polite.value).toBe('5 nuove risposte.')
})

test('own things jump the queue, and the queue still waits twenty seconds after them', () => {
  const timer = fakeTimer()
  const announcer = createAnnouncer(timer)
  announcer.say('3 nuove risposte.', 'answers')
  announcer.say('4 nuove risposte.', 'answers')
  timer.advance(10_000)
  announcer.sayOwn('Il tuo quesito: risposta pubblicata.')
  expect(announcer.polite.value).toBe('Il tuo quesito: risposta pubblicata.')
  timer.advance(10_000)
  expect(announcer.polite.value).toBe('Il tuo quesito: risposta pubblicata.')
  timer.advance(10_000)
  expect(announcer.polite.value).toBe('4 nuove risposte.')
})

test('muted, it says nothing of others and forgets what waited, but still says what is urgent', () => {
  const timer = fakeTimer()
  const announcer = createAnnouncer(timer)
  announcer.say('a', 'one')
  announcer.say('b', 'two')
  announcer.setMuted(true)
  timer.advance(60_000)
  announcer.say('c', 'three')
  expect(announcer.polite.value).toBe('a')
  announcer.sayNow('Il quesito non è più in carico a te.')
  expect(announcer.assertive.value).toBe('Il quesito non è più in carico a te.')
})

test('the same words again are a change that a screen reader notices', () => {
  const announcer = createAnnouncer(fakeTimer())
  announcer.sayOwn('Salvato.')
  const first = announcer.polite.value
  announcer.sayOwn('Salvato.')
  expect(announcer.polite.value).not.toBe(first)
  expect(announcer.polite.value.trim()).toBe('Salvato.')
})
