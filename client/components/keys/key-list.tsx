/** The list of keys that `?` opens, with the switch for those of one letter. */
import { t } from '../../text/text.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Checkbox } from '../../ui/field/choices.tsx'
import { Kbd } from '../../ui/kbd.tsx'

type Props = {
  open: boolean
  /** The moderator has fewer. */
  desk: 'expert' | 'moderator'
  letters: boolean
  onLetters: (on: boolean) => void
  onClose: () => void
}

type Group = readonly [title: string, rows: readonly (readonly [keys: readonly string[], does: string])[]]

export function KeyList({ open, desk, letters, onLetters, onClose }: Props) {
  const columns = desk === 'expert' ? expertColumns() : moderatorColumns()
  return (
    <Dialog
      title={t.keys.title}
      open={open}
      wide
      onClose={onClose}
      aside={
        <Checkbox checked={letters} onChange={onLetters}>
          {t.keys.letters}
        </Checkbox>
      }
    >
      <div class="key-list">
        {columns.map((groups) => (
          <div key={groups[0]?.[0]} class="key-list__column">
            {groups.map(([title, rows]) => (
              <Section key={title} title={title} rows={rows} />
            ))}
          </div>
        ))}
      </div>
      <p class="key-list__note small muted">{t.keys.note}</p>
    </Dialog>
  )
}

function Section({ title, rows }: { title: string; rows: Group[1] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {rows.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <span key={key}>
                  <Kbd keys={key} spoken />{' '}
                </span>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const moving = (): Group => [
  t.keys.moving,
  [
    [['J', 'K'], t.keys.next],
    [[t.keys.enter], t.keys.open],
    [['F', '/'], t.keys.search],
    [['.'], t.keys.showNew],
    [['G', 'C'], t.keys.queue],
    [['G', 'V'], t.keys.review],
    [['G', 'A'], t.keys.waiting],
    [['G', 'O'], t.keys.overview],
    [['Esc'], t.keys.escape],
    [['F6'], t.keys.columns],
  ],
]

const expertColumns = (): readonly (readonly Group[])[] => [[moving()], [onItem()], [writing(), reviewing()]]

const moderatorColumns = (): readonly (readonly Group[])[] => [
  [
    [
      t.keys.moving,
      [
        [['J', 'K'], t.keys.next],
        [['.'], t.keys.showNew],
        [['Esc'], t.keys.escape],
      ],
    ],
  ],
  [
    [
      t.keys.moderating,
      [
        [['E'], t.keys.admit],
        [['U'], t.keys.join],
        [['R'], t.keys.refuse],
      ],
    ],
  ],
]

const onItem = (): Group => [
  t.keys.onItem,
  [
    [['C'], t.keys.claim],
    [['X'], t.keys.release],
    [['U'], t.keys.join],
    [['V'], t.keys.compare],
    [['D'], t.keys.different],
    [['S'], t.keys.separate],
    [['I'], t.keys.askDetails],
    [['H'], t.keys.park],
    [['A'], t.keys.assign],
    [['N'], t.keys.internalNote],
    [['T'], t.keys.cite],
    [['E'], t.keys.admit],
    [['R'], t.keys.refuse],
    [['P'], t.keys.preview],
  ],
]

const writing = (): Group => [
  t.keys.writing,
  [
    [['Ctrl', t.keys.enter], t.keys.send],
    [['Alt', '1…7'], t.keys.part],
    [['Ctrl', 'K'], t.keys.reference],
    [['Ctrl', '.'], t.keys.readyText],
  ],
]

const reviewing = (): Group => [
  t.keys.reviewing,
  [
    [['Ctrl', t.keys.enter], t.keys.approve],
    [['M'], t.keys.sendBack],
  ],
]
