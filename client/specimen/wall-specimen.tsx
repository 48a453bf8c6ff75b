/** The wall's classes: a question of each length, dark or light, with or without an announcement. */
import { Wordmark } from '../ui/header/wordmark.tsx'
import { Icon } from '../ui/icon/icon.tsx'

type Props = { dark: boolean; announcement: boolean }

export function WallSpecimen({ dark, announcement }: Props) {
  return (
    <main class={dark ? 'wall wall--dark' : 'wall'}>
      <div class="wall__stage">
        <div class="wall__top">
          <span class="wall__live">Ora in aula</span>
          <span class="wall__clock">12:42</span>
        </div>
        <div class="wall__middle">
          <h1 class="wall__question">
            Dopo quanti mesi dalla scadenza del permesso si cancella dall’anagrafe?
          </h1>
          <p class="wall__who">
            Comune di Pianprova · interessa a <b>14 Comuni</b>
          </p>
        </div>
        {announcement ? (
          <div class="wall__announcement">
            <Icon name="megaphone" />
            Prima di pranzo firma l’uscita della mattina: il foglio è all’ingresso.
          </div>
        ) : (
          <div class="wall__next">
            <b>Poi</b>
            <p>Residente straniero con permesso in fase di rinnovo: rilascio la carta d’identità?</p>
          </div>
        )}
      </div>
      <div class="wall__panel on-deep">
        <Wordmark live />
        <h2>Fai una domanda</h2>
        <div class="wall__qr">
          <svg viewBox="0 0 29 29" role="img" aria-label="Codice QR">
            <rect width="29" height="29" fill="#14293d" />
          </svg>
        </div>
        <div>
          quesiti.example
          <div class="wall__code">482 915</div>
        </div>
        <p class="wall__left">
          Domande ancora per <b>13 minuti</b>
        </p>
      </div>
    </main>
  )
}
