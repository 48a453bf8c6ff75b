/** Who is signed in, and a short menu: a disclosure, not an ARIA menu. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../../text/text.ts'
import { Avatar } from '../avatar.tsx'

export type Profile = { name: string; detail?: string | undefined; initials?: string }

type Props = { profile: Profile; onSignOut: () => void; children?: ComponentChildren }

export function ProfileMenu({ profile, onSignOut, children }: Props) {
  const [isOpen, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!isOpen) return
    const onPointer = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('pointerdown', onPointer)
    return () => document.removeEventListener('pointerdown', onPointer)
  }, [isOpen])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return
    event.stopPropagation()
    setOpen(false)
    root.current?.querySelector('button')?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only Esc from inside is heard here; the controls are the button and the menu's own.
    <div class="profile" ref={root} onKeyDown={onKeyDown}>
      <button type="button" class="profile__button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Avatar name={profile.name} {...(profile.initials ? { initials: profile.initials } : {})} />
        <span class="visually-hidden">{t.common.profile}: </span>
        <span class="profile__name">
          {profile.name}
          {profile.detail && <span>{profile.detail}</span>}
        </span>
      </button>
      {isOpen && (
        <div class="profile__menu">
          {children}
          <button type="button" onClick={onSignOut}>
            {t.common.signOut}
          </button>
        </div>
      )}
    </div>
  )
}
