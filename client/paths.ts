/** Every address of the product: the patterns the router matches, and the functions that fill them in. */
export const patterns = {
  home: '/',
  signIn: '/accesso',
  session: '/giornate/:code',
  ask: '/giornate/:code/chiedi',
  question: '/giornate/:code/quesiti/:id',
  mine: '/miei',
  experts: '/giornate/:code/esperti',
  moderation: '/giornate/:code/moderazione',
  wall: '/muro/:code',
  search: '/risposte',
  notices: '/notifiche',
  stop: '/disiscrizione/:token',
  note: '/note/:page',
} as const

export type NotePage = 'accessibilita' | 'privacy' | 'crediti' | 'assistenza'

const segment = encodeURIComponent

export const pathTo = {
  home: () => '/',
  signIn: (returnTo?: string) => (returnTo ? `/accesso?da=${segment(returnTo)}` : '/accesso'),
  session: (code: string) => `/giornate/${segment(code)}`,
  ask: (code: string) => `/giornate/${segment(code)}/chiedi`,
  question: (code: string, id: string) => `/giornate/${segment(code)}/quesiti/${segment(id)}`,
  mine: () => '/miei',
  experts: (code: string) => `/giornate/${segment(code)}/esperti`,
  moderation: (code: string) => `/giornate/${segment(code)}/moderazione`,
  wall: (code: string) => `/muro/${segment(code)}`,
  search: (words?: string) => (words ? `/risposte?q=${segment(words)}` : '/risposte'),
  notices: () => '/notifiche',
  calendar: () => '/api/calendar.ics',
  calendarOf: (code: string) => `/api/sessions/by-code/${segment(code)}/calendar.ics`,
  note: (page: NotePage) => `/note/${page}`,
}
