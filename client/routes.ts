/** Which page answers which address. Adding a page is one line here; its code and style load when it is opened. */
import { lazy } from 'preact-iso'
import { patterns } from './paths.ts'

export const routes = [
  {
    path: patterns.moderation,
    component: lazy(() => import('./pages/moderation/moderation-page.tsx').then((m) => m.ModerationPage)),
  },
  {
    path: patterns.wall,
    component: lazy(() => import('./pages/wall/wall-page.tsx').then((m) => m.WallPage)),
  },
  {
    path: patterns.home,
    component: lazy(() => import('./pages/home/home-page.tsx').then((m) => m.HomePage)),
  },
  {
    path: patterns.signIn,
    component: lazy(() => import('./pages/sign-in/sign-in-page.tsx').then((m) => m.SignInPage)),
  },
  {
    path: patterns.session,
    component: lazy(() => import('./pages/session/session-page.tsx').then((m) => m.SessionPage)),
  },
  {
    path: patterns.question,
    component: lazy(() => import('./pages/question/question-page.tsx').then((m) => m.QuestionPage)),
  },
  {
    path: patterns.ask,
    component: lazy(() => import('./pages/ask/ask-page.tsx').then((m) => m.AskPage)),
  },
  {
    path: patterns.search,
    component: lazy(() => import('./pages/search/search-page.tsx').then((m) => m.SearchPage)),
  },
  {
    path: patterns.mine,
    component: lazy(() => import('./pages/mine/mine-page.tsx').then((m) => m.MinePage)),
  },
  {
    path: patterns.notices,
    component: lazy(() => import('./pages/notices/notices-page.tsx').then((m) => m.NoticesPage)),
  },
  {
    path: patterns.stop,
    component: lazy(() => import('./pages/notices/stop-page.tsx').then((m) => m.StopPage)),
  },
  {
    path: patterns.note,
    component: lazy(() => import('./pages/note/note-page.tsx').then((m) => m.NotePage)),
  },
  {
    path: patterns.experts,
    component: lazy(() => import('./pages/experts/experts-page.tsx').then((m) => m.ExpertsPage)),
  },
]
