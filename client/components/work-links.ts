/** The way to the desks, for those who work at one: of the day whose page this is, else of the day that is next. */
import type { View } from '../../server/domain/views.ts'
import { pathTo } from '../paths.ts'
import type { Me } from '../state/account.ts'
import { t } from '../text/text.ts'
import type { NavLink } from '../ui/header/header.tsx'
import { entrancesOf } from './day/entrances.ts'

type Day = View<'session'>

/** A page of a day is that day's; elsewhere it is the one that runs, else the next, else the last. */
export function dayOfWork(days: readonly Day[], path: string): Day | undefined {
  const real = days.filter((day) => !day.rehearsal).sort((one, two) => one.liveAt - two.liveAt)
  const isOf = (day: Day) => path.startsWith(pathTo.session(day.code))
  const isComing = ({ phase }: Day) => phase === 'scheduled' || phase === 'collecting'
  return real.find(isOf) ?? real.find(({ phase }) => phase === 'live') ?? real.find(isComing) ?? real.at(-1)
}

export function workLinks(me: Me | null | undefined, day: Day | undefined): NavLink[] {
  if (!day) return []
  return entrancesOf(me, day).map((as) =>
    as === 'expert'
      ? { href: pathTo.experts(day.code), label: t.common.experts }
      : { href: pathTo.moderation(day.code), label: t.common.moderation },
  )
}
