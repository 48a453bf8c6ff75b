/** The other language, in its own words; the choice is the caller's to carry out. */
import type { Language } from '../../text/intl.ts'
import { t } from '../../text/text.ts'

type Props = { language: Language; onLanguage: (language: Language) => void }

export function LanguageSwitch({ language, onLanguage }: Props) {
  const other: Language = language === 'it' ? 'en' : 'it'
  return (
    <button type="button" class="link" lang={other} onClick={() => onLanguage(other)}>
      {t.common.switchTo}
    </button>
  )
}
