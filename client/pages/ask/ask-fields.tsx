/** The fields of a question, in their order. Knows nothing of sending. */
import { useState } from 'preact/hooks'
import { limits } from '../../../server/domain/limits.ts'
import { dayInRome } from '../../../server/domain/session.ts'
import type { View } from '../../../server/domain/views.ts'
import { useEngine } from '../../components/engine-context.ts'
import { FileLine } from '../../components/question/files/file-line.tsx'
import { PickFile } from '../../components/question/files/pick-file.tsx'
import { t } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/field/choices.tsx'
import { Select } from '../../ui/field/select.tsx'
import { TextArea } from '../../ui/field/text-area.tsx'
import { TextField } from '../../ui/field/text-field.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { errorOf, FIELDS } from './ask-errors.ts'
import { Guard } from './guard.tsx'
import { SimilarSlot } from './similar.tsx'
import type { Asking } from './use-ask.ts'
import { useGuard } from './use-guard.ts'
import type { Similar } from './use-similar.ts'

type Props = {
  session: View<'session'>
  asking: Asking
  similar: Similar
  onNoNeed: () => void
  onDiffers: () => void
}

export function AskFields({ session, asking, similar, onNoNeed, onDiffers }: Props) {
  const { draft, errors } = asking
  const content = draft.content.value
  const guard = useGuard(draft)
  return (
    <>
      <TextArea
        id={FIELDS.title}
        label={t.ask.line}
        rows={1}
        value={content.title}
        onInput={(title) => draft.write({ title: title.replace(/\s*\n\s*/g, ' ') })}
        max={limits.titleLength}
        error={errorOf(errors, FIELDS.title)}
      />
      <div class="phone-only">
        <SimilarSlot similar={similar} onNoNeed={onNoNeed} onDiffers={onDiffers} />
      </div>
      <div>
        <TextArea
          id={FIELDS.text}
          label={t.ask.text}
          rows={4}
          value={content.text}
          onInput={(text) => draft.write({ text })}
          max={limits.questionTextLength}
          error={errorOf(errors, FIELDS.text)}
          attention={guard.kinds.size > 0}
          marks={guard.marks}
        />
        <Guard kinds={guard.kinds} onRemove={guard.remove} onKeep={guard.keep} />
      </div>
      <Where session={session} asking={asking} />
      <Extras asking={asking} />
      <ReadersSee asking={asking} />
    </>
  )
}

function Where({ session, asking }: Pick<Props, 'session' | 'asking'>) {
  const { catalogue } = useEngine()
  const { draft, themeId, errors } = asking
  const { themes = [], topics = [] } = catalogue.catalogue.value ?? {}
  const options = (list: readonly { id: string; label: string }[]) =>
    list.map(({ id, label }) => ({ value: id, label }))
  return (
    <div class="ask-pair">
      <Select
        id={FIELDS.theme}
        label={t.ask.theme}
        value={themeId}
        prompt={t.ask.chooseTheme}
        options={options(themes.filter(({ id }) => session.themeIds.includes(id)))}
        onChange={asking.chooseTheme}
        error={errorOf(errors, FIELDS.theme)}
      />
      <Select
        id={FIELDS.topic}
        label={t.ask.topic}
        value={draft.content.value.topicId}
        prompt={t.ask.chooseTopic}
        options={options(topics.filter((topic) => topic.themeId === themeId))}
        onChange={(topicId) => draft.write({ topicId })}
        disabled={themeId === ''}
        error={errorOf(errors, FIELDS.topic)}
      />
    </div>
  )
}

function Extras({ asking }: Pick<Props, 'asking'>) {
  const { clock } = useEngine()
  const { draft, errors } = asking
  const { tried, deadline } = draft.content.value
  const [isTried, openTried] = useState(tried !== '')
  const [isDeadline, openDeadline] = useState(deadline !== '')
  const { file, pickFile } = asking
  return (
    <>
      {!(isTried && isDeadline && file) && (
        <div class="ask-extras">
          <p class="ask-extras__label">{t.ask.addIfNeeded}</p>
          {!file && <PickFile label={t.ask.attachment} onPick={pickFile} />}
          {!isTried && (
            <button type="button" class="ask-extras__add" onClick={() => openTried(true)}>
              <Icon name="draft" /> {t.ask.addTried}
            </button>
          )}
          {!isDeadline && (
            <button type="button" class="ask-extras__add" onClick={() => openDeadline(true)}>
              <Icon name="clock" /> {t.ask.addDeadline}
            </button>
          )}
        </div>
      )}
      {file && <ChosenFile file={file} onRemove={() => pickFile(null)} />}
      {isTried && (
        <TextArea
          id={FIELDS.tried}
          label={t.ask.tried}
          hint={t.ask.triedHint}
          value={tried}
          onInput={(next) => draft.write({ tried: next })}
          max={limits.triedLength}
          error={errorOf(errors, FIELDS.tried)}
        />
      )}
      {isDeadline && (
        <div class="ask-deadline">
          <TextField
            type="date"
            label={t.ask.deadline}
            hint={t.ask.deadlineHint}
            min={dayInRome(clock.serverNow())}
            value={deadline}
            onInput={(next) => draft.write({ deadline: next })}
          />
        </div>
      )}
    </>
  )
}

function ChosenFile({ file, onRemove }: { file: File; onRemove: () => void }) {
  return (
    <div class="well">
      <FileLine name={file.name} size={file.size}>
        <Button look="tertiary" size="small" onPress={onRemove}>
          {t.files.remove}
        </Button>
      </FileLine>
      <p class="small muted">
        {t.files.chosen} {t.files.whoSees}
      </p>
    </div>
  )
}

/** Where nobody's body is known there is nothing to choose. */
function ReadersSee({ asking }: Pick<Props, 'asking'>) {
  const { account } = useEngine()
  const body = account.me.value?.body
  if (!body) return null
  return (
    <Choices
      label={t.ask.readersSee}
      value={asking.draft.content.value.shown}
      onChange={(shown) => asking.draft.write({ shown: shown === 'region' ? 'region' : 'body' })}
      options={[
        { value: 'body', label: body.name },
        { value: 'region', label: t.ask.bodyOf(body.region) },
      ]}
    />
  )
}
