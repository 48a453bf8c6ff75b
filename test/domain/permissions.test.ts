/** Who may do what, as DOMAIN 3 says it, written out once more: a command without a row here fails. */
import { describe, expect, it } from 'vitest'
import type { CommandType } from '../../server/domain/commands.ts'
import {
  type Actor,
  isTied,
  may,
  mayEnter,
  policy,
  READER_CLASSES,
  type Subject,
  TIES,
} from '../../server/domain/permissions.ts'
import { makeRoom, people } from '../support/room-fixture.ts'

/** Everybody, by what they are to a question that Anna asked, and to its item, which `expert` holds and answered. */
const kinds = {
  asker: people.anna,
  colleague: people.bruno,
  stranger: people.carla,
  holder: people.expert,
  expert: people.second,
  expertOfTheme: people.local,
  elsewhere: people.elsewhere,
  moderator: people.moderator,
  administrator: people.administrator,
  system: people.system,
} as const satisfies Record<string, Actor>
type Kind = keyof typeof kinds

const subject: Subject = {
  sessionId: 's1',
  themeId: 'T1',
  topicId: 'T1.01',
  askerId: 'anna',
  holder: 'expert',
  authorId: 'expert',
}

const participants: Kind[] = ['asker', 'colleague', 'stranger']
const experts: Kind[] = ['holder', 'expert', 'expertOfTheme']
/** An administrator may whatever a moderator may. */
const moderators: Kind[] = ['moderator', 'administrator']

const expected: Record<CommandType, Kind[]> = {
  // Quesito: a participant creates, reads and changes their own.
  'question:ask': participants,
  'question:edit': ['asker'],
  'question:withdraw': ['asker'],
  'question:inform': ['asker'],
  'question:followUp': ['asker'],
  'question:attach': ['asker'],
  'question:detach': ['asker'],
  'question:vote': participants,
  'question:follow': participants,
  // Triage, join, split, refuse: experts in their own topics, moderators, programme administration.
  'question:admit': [...experts, ...moderators],
  'question:unadmit': [...experts, ...moderators],
  'question:restore': [...experts, ...moderators],
  'question:refuse': [...experts, ...moderators],
  'question:redirect': [...experts, ...moderators],
  'question:classify': [...experts, ...moderators],
  'question:split': [...experts, ...moderators],
  'question:carry': [...experts, ...moderators],
  'item:join': [...experts, ...moderators],
  'item:unjoin': [...experts, ...moderators],
  'item:park': [...experts, ...moderators],
  'item:unpark': [...experts, ...moderators, 'system'],
  'item:note': [...experts, ...moderators],
  // The wording is the moderator's.
  'question:rewrite': moderators,
  // What one log does for another, and the clock.
  'question:receive': ['system'],
  'question:uncarry': ['system'],
  'item:expire': ['system'],
  'session:advance': ['system'],
  'session:tally': ['system'],
  // Answer draft: whom the item is assigned to.
  'item:claim': experts,
  'item:takeOver': experts,
  'item:renew': ['holder'],
  'item:release': ['holder'],
  'item:handOver': ['holder'],
  'item:askMore': ['holder'],
  'answer:send': ['holder'],
  'answer:publish': ['holder'],
  'answer:recall': ['holder'],
  // A second expert validates; nobody their own, which the command itself looks at.
  'answer:approve': experts,
  'answer:return': experts,
  'answer:correct': experts,
  'answer:supersede': experts,
  'answer:recheck': [...experts, ...moderators],
  'answer:withdraw': ['holder', ...moderators],
  // The session is the moderator's, its archive and what is erased the administrator's.
  'session:open': moderators,
  'session:start': moderators,
  'session:stop': [...moderators, 'system'],
  'session:close': [...moderators, 'system'],
  'session:reopen': moderators,
  'session:extend': moderators,
  'session:pause': moderators,
  'session:hold': [...moderators, 'system'],
  'session:announce': moderators,
  'session:unannounce': moderators,
  'participant:mute': moderators,
  'participant:unmute': moderators,
  'session:archive': ['administrator', 'system'],
  'text:erase': ['administrator', 'system'],
  // Of one's own question, or of the answer to what one holds.
  'draft:save': [...participants, 'holder'],
  'draft:discard': [...participants, 'holder'],
}

it('every command has a row', () => {
  expect(Object.keys(expected).sort()).toEqual(Object.keys(policy).sort())
})

const cases = (Object.keys(policy) as CommandType[]).flatMap((command) =>
  (Object.keys(kinds) as Kind[]).map((kind) => ({ command, kind })),
)
it.each(cases)('$command by $kind', ({ command, kind }) => {
  expect(may(kinds[kind], command, subject)).toBe((expected[command] ?? []).includes(kind))
})

it.each(Object.keys(policy) as CommandType[])('%s: nobody without a grant', (command) => {
  const nobody: Actor = { id: 'anna', kind: 'person', body: null, office: null, grants: [] }
  const ofAll = { ...subject, holder: 'anna', authorId: 'anna' }
  expect(may(nobody, command, ofAll)).toBe(false)
})

describe('scopes', () => {
  const granted = (role: 'expert' | 'moderator', scope: Actor['grants'][number]['scope']): Actor => ({
    ...people.second,
    grants: [{ role, scope }],
  })
  const rows: [Actor['grants'][number]['scope'], Subject, boolean][] = [
    ['edition', subject, true],
    ['session:s1', subject, true],
    ['session:s2', subject, false],
    ['theme:T1', subject, true],
    ['theme:T2', subject, false],
    ['topic:T1.01', subject, true],
    ['topic:T1.02', subject, false],
    ['theme:T1', { sessionId: 's1' }, false],
    ['topic:T1.01', { sessionId: 's1' }, false],
    ['body:B1', subject, false],
  ]
  it.each(rows)('a grant within %s over %o: %s', (scope, about, holds) => {
    for (const role of ['expert', 'moderator'] as const)
      expect(isTied(granted(role, scope), role, about)).toBe(holds)
  })

  it('a role that was taken back takes its holds along', () => {
    const former: Actor = { ...people.expert, grants: [] }
    for (const tie of TIES) expect(isTied(former, tie, subject)).toBe(false)
  })
})

describe('entering', () => {
  const rows: [Actor | null, string, string[]][] = [
    [null, 'beneficiaries', []],
    [null, 'public', ['feed', 'participant']],
    [people.carla, 'beneficiaries', ['participant']],
    [people.local, 'beneficiaries', ['participant', 'expert']],
    [people.elsewhere, 'public', ['feed', 'participant', 'expert']],
    [people.moderator, 'beneficiaries', ['participant', 'moderator']],
    [people.administrator, 'beneficiaries', ['participant', 'moderator']],
  ]
  it.each(rows)('%o into a session for %s', (actor, visibility, classes) => {
    expect(READER_CLASSES.filter((as) => mayEnter(actor, as, { id: 's1', visibility }))).toEqual(classes)
  })
})

describe('somebody of a rehearsal', () => {
  const confined = (actor: Actor, confinedTo: string): Actor => ({ ...actor, confinedTo })

  it('may in it whatever their role may', () => {
    for (const { command, kind } of cases)
      expect(may(confined(kinds[kind], 's1'), command, subject)).toBe(may(kinds[kind], command, subject))
  })

  it('may nothing anywhere else, and enters nothing else, public or not', () => {
    for (const { command, kind } of cases)
      expect(may(confined(kinds[kind], 's2'), command, subject), `${command} by ${kind}`).toBe(false)
    for (const actor of Object.values(kinds))
      for (const as of READER_CLASSES)
        expect(mayEnter(confined(actor, 's2'), as, { id: 's1', visibility: 'public' })).toBe(false)
  })
})

describe('what the commands say to whom may not', () => {
  it('denied, or not found where it can not be seen', () => {
    const room = makeRoom()
    const questionId = room.ask()
    expect(room.no('carla', 'question:vote', { questionId, on: true })).toBe('question/not-found')
    expect(room.no('carla', 'question:withdraw', { questionId })).toBe('question/not-found')
    expect(room.no('bruno', 'question:withdraw', { questionId })).toBe('permission/denied')
    expect(room.no('elsewhere', 'question:admit', { questionId })).toBe('permission/denied')
    expect(room.no('anna', 'question:admit', { questionId })).toBe('permission/denied')
    room.ok('local', 'question:admit', { questionId })
  })

  it('who could hold the item is told who does; nobody else is', () => {
    const room = makeRoom()
    const { itemId } = room.claimed()
    expect(room.decide('second', 'item:release', { itemId })).toEqual({
      ok: false,
      code: 'workItem/lease-lost',
      details: { holder: 'expert' },
    })
    const denied = { ok: false, code: 'permission/denied' }
    expect(room.decide('carla', 'item:release', { itemId })).toEqual(denied)
    const content = {
      inBrief: '',
      reasoning: '',
      appliesTo: '',
      whatToDo: [],
      notCovered: '',
      references: [],
    }
    const draft = { draftId: itemId, kind: 'answer', itemId, rev: 1, content: { ...content, lawAsOf: '' } }
    expect(room.decide('carla', 'draft:save', draft as never)).toEqual(denied)
  })
})
