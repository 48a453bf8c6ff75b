/** The question as it was asked. Under an answer it is folded away on phones, and always whole on paper. */
import { useEffect, useRef } from 'preact/hooks'
import type { QuestionAnswer } from '../../../server/contract/reads.ts'
import { t } from '../../text/text.ts'
import { Icon } from '../../ui/icon/icon.tsx'
import { Prose } from './prose.tsx'

type Props = { page: QuestionAnswer; isFolded?: boolean }
type Words = { readonly title: string; readonly text: string; readonly tried?: string }

export function AskedWords({ page, isFolded = false }: Props) {
  const words = page.words as Words | null
  const box = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const details = box.current
    if (!details) return
    if (!isFolded || matchMedia('(width >= 1024px)').matches) details.open = true
    const open = () => {
      details.open = true
    }
    window.addEventListener('beforeprint', open)
    return () => window.removeEventListener('beforeprint', open)
  }, [isFolded])
  if (!words) return null
  return (
    <details class="asked" ref={box}>
      <summary>
        <h2 class="asked__name">{page.question.mine ? t.question.yourQuestion : t.question.theQuestion}</h2>
        <Icon name="chevron-down" size={16} />
      </summary>
      <Prose text={words.text} />
      {words.tried && (
        <>
          <h3 class="asked__tried">{t.question.tried}</h3>
          <Prose text={words.tried} />
        </>
      )}
    </details>
  )
}
