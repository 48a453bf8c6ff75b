/** Files beside a question: choosing, sending, keeping. */
import type { files as source } from '../it/files.ts'
import type { Like } from '../like.ts'

const megabytes = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

export const files: Like<typeof source> = {
  title: 'Attachments',
  add: 'Add an attachment (PDF or photo, 5 MB)',
  size: (bytes) =>
    bytes < 100_000
      ? `${Math.max(1, Math.round(bytes / 1_024))} kB`
      : `${megabytes.format(bytes / 1_048_576)} MB`,
  whoSees: 'Your body, the experts and the moderators see it. It is never published.',
  chosen: 'It leaves with the question. Check that it holds no data of other people.',
  remove: 'Remove',
  removeSure: 'Remove it for everybody',
  underWay: 'Attachments on their way',
  sending: (percent) => `Sending it: ${percent} %`,
  waiting: 'There is no network: it goes on by itself, if you leave this page open.',
  keepOpen: 'Keep the page open until the attachment has left.',
  stop: 'Stop sending',
  leaveOut: 'Leave it out',
  changed: 'The file was moved or changed after you chose it: choose it again.',
  notYet: (name) =>
    `The attachment “${name}” leaves right after the question, if you leave this page open. Otherwise you add it from the question later.`,
}
