/** The icons of the product, by name: which come from bootstrap-italia and which are our own drawings. */
import type { ownIcons } from './own.ts'

/** Our name on the left, bootstrap-italia's file `it-<name>.svg` on the right. */
export const borrowedIcons = {
  attention: 'error',
  ban: 'ban',
  bookmark: 'bookmark',
  calendar: 'calendar',
  'chevron-down': 'expand',
  'chevron-left': 'chevron-left',
  'chevron-right': 'chevron-right',
  'chevron-up': 'collapse',
  clip: 'clip',
  clock: 'clock',
  close: 'close',
  comment: 'comment',
  copy: 'copy',
  correct: 'refresh',
  download: 'download',
  draft: 'pencil',
  external: 'external-link',
  help: 'help-circle',
  inbox: 'inbox',
  lock: 'lock',
  locked: 'locked',
  info: 'info-circle',
  more: 'more-items',
  print: 'print',
  search: 'search',
  situation: 'chart-line',
  unlocked: 'unlocked',
} as const

export type IconName = keyof typeof borrowedIcons | keyof typeof ownIcons
