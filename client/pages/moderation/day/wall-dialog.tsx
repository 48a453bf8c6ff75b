/** Links for the hall's screens: each is made once, shown once, and can be taken back. */
import { useState } from 'preact/hooks'
import { useEngine } from '../../../components/engine-context.ts'
import { useRead } from '../../../components/use-read.ts'
import { pathTo } from '../../../paths.ts'
import type { FailureCode } from '../../../sync/device-codes.ts'
import { m } from '../../../text/moderation/words.ts'
import { sentenceOf } from '../../../text/sentence.ts'
import { Button, ButtonLink } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/field/text-field.tsx'
import { useModeration } from '../moderation.ts'

type Passes = { ok: true; passes: readonly { id: string; issuedAt: number }[] }

export function WallDialog({ onClose }: { onClose: () => void }) {
  const { session } = useModeration()
  return (
    <Dialog title={m.wallTitle} open onClose={onClose}>
      <div class="stack">
        {session.visibility === 'public' ? <p>{m.wallPublic}</p> : <PassLinks sessionId={session.id} />}
        <div>
          <ButtonLink look="secondary" icon="wall" href={pathTo.wall(session.code)}>
            {m.wallOpen}
          </ButtonLink>
        </div>
      </div>
    </Dialog>
  )
}

function PassLinks({ sessionId }: { sessionId: string }) {
  const { api } = useEngine()
  const { found, failure: unread, again } = useRead<Passes>(`/api/passes?sessionId=${sessionId}`)
  const [url, setUrl] = useState<string | undefined>(undefined)
  const [failure, setFailure] = useState<FailureCode | null>(null)
  const make = async () => {
    const answer = await api.post<{ ok: true; url: string }>('/api/passes', { sessionId })
    setFailure(answer.ok ? null : answer.code)
    if (answer.ok) setUrl(answer.url)
    await again()
  }
  const revoke = async (id: string) => {
    const answer = await api.delete(`/api/passes/${id}`)
    setFailure(answer.ok ? null : answer.code)
    await again()
  }
  const fault = failure ?? unread
  return (
    <>
      <p>{m.wallHint}</p>
      {url ? (
        <Link url={url} />
      ) : (
        <div>
          <Button look="primary" onPress={() => void make()}>
            {m.wallNew}
          </Button>
        </div>
      )}
      {fault && (
        <p class="field__error" role="alert">
          {sentenceOf(fault)}
        </p>
      )}
      <PassList passes={found?.passes ?? []} onRevoke={(id) => void revoke(id)} />
    </>
  )
}

function Link({ url }: { url: string }) {
  const [isCopied, setCopied] = useState(false)
  return (
    <div>
      <TextField label={m.wallLink} value={url} onInput={() => undefined} readOnly />
      <p class="moderation__copy">
        <Button
          look="secondary"
          size="small"
          icon="copy"
          onPress={() => {
            void navigator.clipboard.writeText(url).then(() => setCopied(true))
          }}
        >
          {m.copy}
        </Button>
        <span role="status">{isCopied && m.copied}</span>
      </p>
    </div>
  )
}

type ListProps = { passes: Passes['passes']; onRevoke: (id: string) => void }

function PassList({ passes, onRevoke }: ListProps) {
  return (
    <section class="stack" aria-label={m.wallList}>
      <h3>{m.wallList}</h3>
      {passes.length === 0 && <p class="muted">{m.wallNone}</p>}
      <ul>
        {passes.map(({ id, issuedAt }) => (
          <li key={id} class="moderation__pass">
            <span>{m.wallIssued(issuedAt)}</span>
            <Button look="tertiary" size="small" onPress={() => onRevoke(id)}>
              <span aria-hidden="true">{m.wallRevoke}</span>
              <span class="visually-hidden">{m.wallRevokeOf(issuedAt)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
