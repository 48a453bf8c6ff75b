/**
 * A mail as it looks: one column, real text, nothing fetched from anywhere, and the same as plain text. What it says is
 * given to it, already in the reader's language.
 */
import { readFileSync } from 'node:fs'
import type { Letter, Locale } from './mail-text.ts'

export type Link = { readonly label: string; readonly href: string }

export type LetterParts = {
  readonly subject: string
  /** What a list of mails shows after the subject. */
  readonly preview: string
  readonly heading: string
  readonly about: readonly { readonly title: string; readonly lines: readonly string[] }[]
  readonly box: { readonly label: string; readonly text: string; readonly look: 'ok' | 'attn' } | null
  readonly lists: readonly {
    readonly heading: string
    readonly rows: readonly { readonly title: Link; readonly text: string }[]
    readonly after: string | null
  }[]
  readonly button: Link
  readonly small: readonly string[]
  /** A sentence with a link in it. */
  readonly tell: { readonly before: string; readonly link: Link; readonly after: string } | null
  readonly foot: {
    readonly cofunded: string
    readonly emblem: string
    readonly bodies: string
    readonly why: string
    readonly stop: Link
    readonly oneClick: string
    readonly choose: Link
  }
}

const INK = '#14293d'
const TEXT = '#22313f'
const MUTED = '#4a5b6c'
const BOXES = {
  ok: { edge: '#0a6b48', fill: '#e5f3ec' },
  attn: { edge: '#765000', fill: '#fff4d9' },
} as const

const FONT = "font-family:'Titillium Web',Arial,Helvetica,sans-serif"
const EMBLEM = 'eu-emblem'

/** The emblem of the European Union, twice as fine as it is shown. */
export const emblem = {
  cid: EMBLEM,
  name: 'eu.png',
  content: readFileSync(new URL('./eu-emblem.png', import.meta.url)),
}

export const letterOf = (parts: LetterParts, locale: Locale): Letter => ({
  subject: parts.subject,
  text: textOf(parts),
  html: htmlOf(parts, locale),
})

function textOf({ heading, about, box, lists, button, small, tell, foot }: LetterParts): string {
  const blocks = [
    heading,
    ...about.map(({ title, lines }) => [title, ...lines].join('\n')),
    ...(box ? [`${box.label}\n${box.text}`] : []),
    ...lists.map((list) =>
      [
        list.heading.toUpperCase(),
        ...list.rows.map(({ title, text }) => `- ${title.label}\n  ${text}\n  ${title.href}`),
        ...(list.after ? [list.after] : []),
      ].join('\n\n'),
    ),
    `${button.label}:\n${button.href}`,
    ...(small.length > 0 ? [small.join(' ')] : []),
    ...(tell ? [`${tell.before}${tell.link.label}${tell.after}\n${tell.link.href}`] : []),
    [
      '-- ',
      'Quesiti',
      foot.cofunded,
      foot.bodies,
      foot.why,
      `${foot.stop.label}: ${foot.stop.href}`,
      `${foot.choose.label}: ${foot.choose.href}`,
    ].join('\n'),
  ]
  return `${blocks.join('\n\n')}\n`
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
/** What people wrote keeps its line breaks and its direction, and stays in its place. */
const words = (text: string): string => escaped(text).replace(/\n/g, '<br>')
const anchor = ({ label, href }: Link): string =>
  `<a href="${escaped(href)}" style="color:#004c99;text-decoration:underline">${escaped(label)}</a>`
const paragraph = (inner: string, style: string): string =>
  `<p style="margin:0;${FONT};${style}">${inner}</p>`

/** Mail programs know tables and styles on each element; the few lines of CSS are for phones. */
const htmlOf = (parts: LetterParts, locale: Locale): string => `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light"><title>${escaped(parts.subject)}</title>
<style>@media (max-width:480px){.in{padding-left:20px!important;padding-right:20px!important}.button{width:100%!important}.button a{display:block!important;text-align:center}}</style></head>
<body style="margin:0;padding:0;background:#ffffff"><div role="main">
<div style="display:none;max-height:0;overflow:hidden">${escaped(parts.preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;text-align:left">
<tr><td class="in" style="padding:28px 40px 32px">${bodyOf(parts)}</td></tr>
<tr><td class="in" style="padding:18px 40px 28px;background:#ebeff4" bgcolor="#ebeff4">${footOf(parts.foot)}</td></tr>
</table></td></tr></table></div></body></html>
`

const bodyOf = ({ heading, about, box, lists, button, small, tell }: LetterParts): string =>
  [
    paragraph(
      'Quesiti<span style="color:#66788a;font-size:15px" aria-hidden="true">&#9679;</span>',
      `font-size:22px;line-height:1.3;font-weight:700;color:${INK}`,
    ),
    `<h1 style="margin:20px 0 0;${FONT};font-size:27px;line-height:1.2;font-weight:700;color:${INK}">${escaped(heading)}</h1>`,
    ...about.map(aboutOf),
    ...(box ? [boxOf(box)] : []),
    ...lists.map(listOf),
    `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin-top:20px" class="button"><tr><td bgcolor="#0066cc" style="border-radius:4px;background:#0066cc"><a href="${escaped(button.href)}" style="display:inline-block;padding:16px 28px;${FONT};font-size:18px;line-height:24px;font-weight:600;color:#ffffff;text-decoration:none">${escaped(button.label)}</a></td></tr></table>`,
    ...(small.length > 0
      ? [
          paragraph(
            escaped(small.join(' ')),
            `padding-top:20px;font-size:16px;line-height:1.5;color:${MUTED}`,
          ),
        ]
      : []),
    ...(tell
      ? [
          paragraph(
            `${escaped(tell.before)}${anchor(tell.link)}${escaped(tell.after)}`,
            `padding-top:14px;font-size:16px;line-height:1.5;color:${MUTED}`,
          ),
        ]
      : []),
  ].join('\n')

const aboutOf = ({ title, lines }: LetterParts['about'][number]): string =>
  [
    paragraph(
      escaped(title),
      `padding-top:12px;font-size:18px;line-height:1.45;font-weight:700;color:${TEXT};overflow-wrap:anywhere`,
    ),
    ...lines.map((line) => paragraph(escaped(line), `font-size:18px;line-height:1.45;color:${TEXT}`)),
  ].join('\n')

function boxOf({ label, text, look }: NonNullable<LetterParts['box']>): string {
  const { edge, fill } = BOXES[look]
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin-top:20px"><tr><td bgcolor="${fill}" style="background:${fill};border-left:6px solid ${edge};border-radius:0 4px 4px 0;padding:14px 20px 18px">${paragraph(escaped(label), `font-size:16px;line-height:1.4;font-weight:700;color:${edge}`)}${paragraph(words(text), `font-size:22px;line-height:1.32;font-weight:600;color:${INK};overflow-wrap:anywhere`)}</td></tr></table>`
}

const listOf = ({ heading, rows, after }: LetterParts['lists'][number]): string =>
  [
    `<h2 style="margin:28px 0 0;padding-bottom:6px;border-bottom:1px solid #dae1e8;${FONT};font-size:20px;line-height:1.3;color:${INK}">${escaped(heading)}</h2>`,
    ...rows.map(
      ({ title, text }) =>
        `<div style="padding:12px 0 0">${paragraph(anchor(title), 'font-size:18px;line-height:1.4;font-weight:700;overflow-wrap:anywhere')}${paragraph(words(text), `font-size:17px;line-height:1.45;color:${TEXT}`)}</div>`,
    ),
    ...(after
      ? [paragraph(escaped(after), `padding-top:12px;font-size:16px;line-height:1.5;color:${MUTED}`)]
      : []),
  ].join('\n')

const footOf = (foot: LetterParts['foot']): string => {
  const small = `font-size:14px;line-height:1.55;color:${MUTED}`
  return [
    `<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td style="padding-right:10px"><img src="cid:${EMBLEM}" width="36" height="24" alt="${escaped(foot.emblem)}" style="display:block"></td><td>${paragraph(escaped(foot.cofunded), `font-size:15px;line-height:1.4;font-weight:600;color:${TEXT}`)}</td></tr></table>`,
    paragraph(escaped(foot.bodies), `padding-top:8px;${small}`),
    paragraph(`${escaped(foot.why)} ${anchor(foot.stop)}${escaped(foot.oneClick)}`, small),
    paragraph(anchor(foot.choose), `padding-top:6px;${small}`),
  ].join('\n')
}
