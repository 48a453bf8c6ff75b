/** What else can be done with a question: the list of it, and the form of each. */
import type { QuestionView } from '../../../state/session.ts'
import { m } from '../../../text/moderation/words.ts'
import { t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { QUESTION_FORMS, type QuestionForm, useModeration } from '../moderation.ts'
import { CarryForm } from './carry-form.tsx'
import { ClassifyForm } from './classify-form.tsx'
import { MuteForm } from './mute-form.tsx'
import { RedirectForm, RefuseForm } from './reason-forms.tsx'
import { RewriteForm } from './rewrite-form.tsx'

type Props = { kind: 'more' | QuestionForm; question: QuestionView; onClose: () => void }

export function QuestionDialog({ kind, question, onClose }: Props) {
  return (
    <Dialog title={kind === 'more' ? m.moreTitle : nameOf(kind)} open onClose={onClose}>
      <p class="moderation__about">{question.title}</p>
      {kind === 'more' ? (
        <More question={question} />
      ) : (
        <Form kind={kind} question={question} onClose={onClose} />
      )}
    </Dialog>
  )
}

function More({ question }: { question: QuestionView }) {
  const { ask } = useModeration()
  return (
    <div class="stack moderation__more">
      {QUESTION_FORMS.map((kind) => (
        <Button
          key={kind}
          look="secondary"
          size="main"
          wide
          onPress={() => ask({ kind, questionId: question.id })}
        >
          {nameOf(kind)}
        </Button>
      ))}
    </div>
  )
}

function Form({ kind, ...props }: Omit<Props, 'kind'> & { kind: QuestionForm }) {
  switch (kind) {
    case 'refuse':
      return <RefuseForm {...props} />
    case 'redirect':
      return <RedirectForm {...props} />
    case 'rewrite':
      return <RewriteForm {...props} />
    case 'classify':
      return <ClassifyForm {...props} />
    case 'carry':
      return <CarryForm {...props} />
    case 'mute':
      return <MuteForm {...props} />
  }
}

const nameOf = (kind: QuestionForm): string =>
  ({
    refuse: t.moderation.refuse,
    redirect: t.moderation.redirect,
    rewrite: t.moderation.correct,
    classify: m.classify,
    carry: m.carry,
    mute: t.moderation.mute,
  })[kind]
