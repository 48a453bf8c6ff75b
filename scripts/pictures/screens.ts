/**
 * The table of every screen and state: who sees it, where it is, what tells that it is there, how it came so. Pictures are
 * taken of it, and tests look at each of it; a new screen is a line here.
 */
import { pathTo } from '../../client/paths.ts'
import { must } from '../../server/domain/assert.ts'
import {
  all,
  degrade,
  fail,
  fill,
  goOffline,
  hang,
  key,
  once,
  press,
  recover,
  writePersonal,
  writeQuestion,
} from './arrange.ts'
import type { Scene, Size } from './camera.ts'
import type { Who } from './people.ts'
import type { Season } from './plan.ts'
import type { Site } from './site.ts'

export type Screen = {
  readonly name: string
  readonly who: Who | null
  readonly at: string | ((site: Site) => string)
  /** Words that are on the page when it is there. */
  readonly shows: (t: Scene['t']) => string | RegExp
  readonly sizes: readonly [Size, ...Size[]]
  /** Full pages, or what is seen at once. */
  readonly isWhole: boolean
  /** Read from afar, on one screen, by nobody's zoom. */
  readonly isWall?: boolean
  readonly season?: Season
  /** Before the page is asked for, after it was, and when it has been looked at. */
  readonly before?: (scene: Scene) => Promise<void>
  readonly arrange?: (scene: Scene) => Promise<void>
  readonly after?: (scene: Scene) => Promise<void>
}

type More = Pick<Screen, 'season' | 'before' | 'arrange' | 'after'>
type Shows = Screen['shows']

const PHONE: Size = [390, 844]
const OFFICE: Size = [1280, 900]
const CONSOLE: Size = [1366, 768]
const WALL: Size = [1920, 1080]

const kind =
  (sizes: Screen['sizes'], isWhole: boolean) =>
  (name: string, who: Who | null, at: Screen['at'], shows: Shows, more: More = {}): Screen => ({
    ...{ name, who, at, shows, sizes, isWhole },
    ...more,
  })

const page = kind([PHONE, OFFICE], true)
const desk = kind([CONSOLE, PHONE, OFFICE], false)
const phone = kind([PHONE], false)
const wall = kind([WALL, OFFICE], false)

const question =
  (id: string, code = 'FD1') =>
  (site: Site) =>
    pathTo.question(code, must(site.questionIds.get(id), id))
const item =
  (id: string, more = '') =>
  (site: Site) =>
    `${pathTo.experts('FD1')}?lavoro=${must(site.itemIds.get(id), id)}${more}`
const LOADING: More = { before: hang, arrange: ({ page }) => page.locator('.skeleton i').first().waitFor() }
const phase = { season: 'phases' } as const
const day = pathTo.session('FD1')
const mine = `${day}?vista=miei`
const ask = pathTo.ask('FD1')
const experts = pathTo.experts('FD1')
const moderation = pathTo.moderation('FD1')
const live: Shows = (t) => t.phases.live

const HOME = [
  page('home', 'clerk', '/', (t) => t.home.enter),
  page('home-visitor', null, '/', (t) => t.common.signIn),
  page('home-quiet', null, '/', (t) => t.home.next, { season: 'quiet' }),
  page('home-phases', 'clerk', '/', (t) => t.home.next, phase),
  page('home-loading', 'clerk', '/', (t) => t.common.product, LOADING),
  page('home-error', null, '/', (t) => t.common.retry, { before: fail }),
]

const SIGN_IN = [
  page('sign-in', null, '/accesso', (t) => t.signIn.sendCode),
  page('sign-in-fault', null, '/accesso', (t) => t.signIn.emailWrong, {
    arrange: all(
      fill((t) => t.signIn.email, 'anna@comune'),
      press((t) => t.signIn.sendCode),
    ),
  }),
  page('sign-in-code', null, '/accesso', (t) => t.signIn.codeTitle, {
    arrange: all(
      fill((t) => t.signIn.email, 'nessuno@comune.prova.example'),
      press((t) => t.signIn.sendCode),
    ),
  }),
  page('sign-in-wrong', null, '/accesso', (t) => new RegExp(t.signIn.wrongPlain), {
    arrange: all(
      fill((t) => t.signIn.email, 'nessuno@comune.prova.example'),
      press((t) => t.signIn.sendCode),
      fill((t) => t.signIn.code, '000000'),
    ),
  }),
  page('sign-in-already', 'clerk', '/accesso', (t) => t.signIn.goOn),
]

const DAY = [
  page('day', 'clerk', day, live, { arrange: once((t) => t.session.readAll) }),
  page('day-filtered', 'clerk', `${day}?tema=T1`, live, { arrange: once((t) => t.session.readAll) }),
  page('day-mine', 'clerk', mine, (t) => t.session.sendDetail),
  page('day-mine-empty', 'colleague', mine, (t) => t.session.mineEmpty),
  page('day-offline', 'clerk', day, (t) => t.states.offlineTitle, {
    arrange: all(
      once((t) => t.session.readAll),
      goOffline,
    ),
  }),
  page('day-degraded', 'clerk', day, (t) => t.states.degradedTitle, {
    arrange: all(
      once((t) => t.session.readAll),
      degrade,
    ),
    after: recover,
  }),
  page('day-loading', 'clerk', day, (t) => t.common.product, LOADING),
  page('day-error', 'clerk', day, (t) => t.common.retry, { before: fail }),
  page('day-before', 'clerk', pathTo.session('PRIMA'), (t) => t.session.emptyBefore, phase),
  page('day-collecting', 'clerk', pathTo.session('RACCOLTA'), (t) => t.session.ask, phase),
  page('day-break', 'clerk', pathTo.session('PAUSA'), (t) => t.phases.canSend, phase),
  page('day-empty', 'clerk', pathTo.session('VUOTA'), (t) => t.session.empty, phase),
  page('day-last-minutes', 'clerk', pathTo.session('ULTIMI'), live, phase),
  page('day-answers-only', 'clerk', pathTo.session('RISPOSTE'), (t) => t.phases.stillAnswering, phase),
  page('day-closed', 'clerk', pathTo.session('CHIUSA'), (t) => t.phases.ended, {
    ...phase,
    before: async ({ site }) => site.endDay('CHIUSA'),
  }),
]

const ASK = [
  page('ask', 'colleague', ask, (t) => t.ask.send),
  page('ask-similar', 'writer', ask, (t) => t.ask.similar, {
    arrange: all(
      writeQuestion(),
      once((t) => t.states.saved),
    ),
  }),
  page('ask-privacy', 'writer', ask, (t) => t.ask.guard.remove, { arrange: writePersonal }),
  page('ask-faults', 'colleague', ask, (t) => t.ask.errors.line, { arrange: press((t) => t.ask.send) }),
  page('ask-offline', 'writer', ask, (t) => t.ask.sendOffline, {
    arrange: all(writeQuestion(), goOffline),
  }),
  page('ask-queued', 'writer', ask, (t) => t.ask.sent.queuedTitle, {
    arrange: all(
      writeQuestion(),
      once((t) => t.states.saved),
      goOffline,
      press((t) => t.ask.sendOffline),
    ),
  }),
  page('ask-sent', 'writer', ask, (t) => t.ask.sent.title, {
    arrange: all(
      writeQuestion(),
      press((t) => t.ask.send),
    ),
  }),
  page('ask-closed', 'writer', pathTo.ask('RISPOSTE'), (t) => t.ask.line, phase),
  page('ask-before', 'writer', pathTo.ask('PRIMA'), (t) => t.ask.line, phase),
]

const QUESTION = [
  page('question', 'clerk', question('Q026'), (t) => t.question.inBrief),
  page('question-others', 'clerk', question('Q029'), (t) => t.question.inBrief),
  page('question-corrected', 'clerk', question('Q002'), (t) => t.question.whatChanged),
  page('question-difference', 'clerk', question('Q002'), (t) => t.question.whatChanged, {
    arrange: press((t) => t.question.whatChanged),
  }),
  page('question-to-recheck', 'clerk', question('Q045'), (t) => t.question.toRecheckPlain),
  page('question-waiting', 'clerk', question('Q053'), (t) => t.session.expertAsks),
  page('question-queued', 'clerk', question('Q037'), (t) => t.session.withdraw),
  page('question-received', 'clerk', question('Q007'), (t) => t.session.edit),
  page('question-edit', 'clerk', question('Q007'), (t) => t.session.editSave, {
    arrange: press((t) => t.session.edit),
  }),
  page('question-joined', 'clerk', question('Q044'), (t) => t.question.inBrief),
  page('question-refused', 'clerk', question('Q059'), (t) => t.question.messages),
  page('question-unanswered', 'clerk', question('Q033'), (t) => t.question.theQuestion),
  page('question-missing', 'clerk', `${day}/quesiti/niente`, (t) => t.states.notFoundTitle),
]

const READING = [
  page('mine', 'clerk', pathTo.mine(), (t) => t.common.myQuestions),
  page('mine-empty', 'colleague', pathTo.mine(), (t) => t.session.mineEmpty),
  page('notices', 'clerk', pathTo.notices(), (t) => t.notices.matters.answered.title),
  page('notices-expert', 'expert', pathTo.notices(), (t) => t.notices.matters.answered.title),
  page('notices-stop', null, '/disiscrizione/niente', (t) => t.notices.stop.title),
  page('search', 'clerk', pathTo.search(), (t) => t.search.title),
  page('search-found', 'clerk', pathTo.search('permesso'), () => /^\d+ (risultati|results)$/),
  page('search-nothing', 'clerk', pathTo.search('zampogna'), (t) => t.search.nothing('zampogna')),
  page('not-found', null, '/non-esiste', (t) => t.states.notFoundTitle),
  page('note-accessibility', null, pathTo.note('accessibilita'), (t) => t.common.accessibility),
  page('note-privacy', null, pathTo.note('privacy'), (t) => t.common.privacy),
  page('note-help', null, pathTo.note('assistenza'), (t) => t.common.help),
  page('note-credits', null, pathTo.note('crediti'), (t) => t.common.credits),
]

const EXPERT = [
  desk('expert-writing', 'expert', item('Q027', '&parte=risposta'), (t) => t.desk.sendToReview),
  desk('expert-unchecked', 'expert', item('Q027', '&parte=risposta'), (t) => t.desk.uncheckedAsk(1), {
    arrange: press((t) => new RegExp(t.desk.sendToReview)),
  }),
  desk('expert-preview', 'expert', item('Q027', '&parte=risposta'), (t) => t.work.previewTitle, {
    arrange: press((t) => new RegExp(t.desk.preview)),
  }),
  desk('expert-queue', 'expert', experts, (t) => t.desk.withMe),
  desk('expert-item', 'expert', item('Q028'), (t) => t.desk.take),
  desk('expert-keys', 'expert', item('Q028'), (t) => t.keys.note, {
    arrange: all(
      once((t) => t.desk.take),
      key('?'),
    ),
  }),
  desk('expert-ask-more', 'expert', item('Q027'), (t) => t.work.askHint, {
    arrange: press((t) => new RegExp(t.desk.askDetails)),
  }),
  desk('expert-taken', 'expert', item('Q012'), (t) => t.desk.notes),
  desk('expert-review-list', 'expert', `${experts}?lista=verifica`, (t) => t.desk.review),
  desk('expert-review', 'expert', item('Q038', '&lista=verifica&parte=risposta'), (t) => t.desk.approve),
  desk('expert-waiting-list', 'expert', `${experts}?lista=attesa`, (t) => t.desk.waiting),
  desk('expert-published', 'expert', item('Q026', '&parte=risposta'), (t) => t.work.answeredTitle),
  desk('expert-offline', 'expert', item('Q027', '&parte=risposta'), (t) => t.desk.lease.offline, {
    arrange: all(
      once((t) => t.desk.sendToReview),
      goOffline,
    ),
  }),
  // What it clears may be saved: no other screen of this question comes after it.
  desk('expert-faults', 'expert', item('Q027', '&parte=risposta'), (t) => t.work.cannotSend, {
    arrange: all(
      fill((t) => t.desk.inBrief, ''),
      press((t) => new RegExp(t.desk.sendToReview)),
    ),
  }),
  desk('expert-empty', 'expert', pathTo.experts('VUOTA'), (t) => t.desk.emptyQueue(0), phase),
  desk('expert-loading', 'expert', experts, (t) => t.common.product, LOADING),
]

const MODERATOR = [
  desk('moderator', 'moderator', moderation, (t) => t.moderation.admit),
  desk('moderator-refuse', 'moderator', moderation, (t) => t.moderating.doRefuse, {
    arrange: async (scene) => {
      const more = scene.page.getByRole('button', { name: scene.t.common.more, exact: true }).last()
      await once((t) => t.moderation.admit)(scene)
      const refuse = scene.page.getByRole('button', { name: new RegExp(`^${scene.t.moderation.refuse}`) })
      if (!(await refuse.first().isVisible())) await more.click()
      await refuse.first().click()
    },
  }),
  desk('moderator-announce', 'moderator', moderation, (t) => t.moderation.announceText, {
    arrange: async (scene) => {
      await once((t) => t.moderation.admit)(scene)
      await press((t) => t.moderation.announce)(scene)
    },
  }),
  desk('moderator-wall', 'moderator', moderation, (t) => t.moderating.wallTitle, {
    arrange: async (scene) => {
      await once((t) => t.moderation.admit)(scene)
      await press((t) => t.moderation.wall)(scene)
    },
  }),
  phone('moderator-day', 'moderator', moderation, (t) => t.moderation.announce, {
    arrange: ({ page, t }) => page.getByRole('tab', { name: t.moderating.day }).click(),
  }),
  phone('moderator-situation', 'moderator', moderation, (t) => t.moderation.needed, {
    arrange: ({ page, t }) => page.getByRole('tab', { name: t.moderation.situation }).click(),
  }),
  desk('moderator-empty', 'moderator', pathTo.moderation('VUOTA'), (t) => t.moderation.inboxEmpty, phase),
]

const WALLS = [
  wall('wall-now', 'moderator', pathTo.wall('FD1'), (t) => t.wall.ask),
  wall('wall-dark', 'moderator', pathTo.wall('FD1'), (t) => t.wall.ask, {
    arrange: all(
      once((t) => t.wall.ask),
      key('d'),
    ),
  }),
  wall('wall-join', 'moderator', pathTo.wall('RACCOLTA'), (t) => t.wall.join, phase),
  wall('wall-break', 'moderator', pathTo.wall('PAUSA'), (t) => t.wall.lunch, phase),
  wall('wall-empty', 'moderator', pathTo.wall('VUOTA'), (t) => t.wall.noQuestions, phase),
  wall('wall-closed', 'moderator', pathTo.wall('RISPOSTE'), (t) => t.phases.sendingClosed, phase),
  wall('wall-no-pass', null, pathTo.wall('FD1'), (t) => t.wall.passNeeded),
  wall('wall-announcement', 'moderator', pathTo.wall('FD1'), () => /18 novembre/, {
    before: async ({ site }) => site.announce('FD1'),
    after: async ({ site }) => site.unannounce('FD1'),
  }),
]

export const SCREENS: readonly Screen[] = [
  ...EXPERT,
  ...HOME,
  ...SIGN_IN,
  ...DAY,
  ...ASK,
  ...QUESTION,
  ...READING,
  ...MODERATOR,
  ...WALLS.map((screen) => ({ ...screen, isWall: true })),
]
