/** Files beside a question: choosing, sending, keeping. */

const megabytes = new Intl.NumberFormat('it-IT', { maximumFractionDigits: 1 })

export const files = {
  title: 'Allegati',
  add: 'Aggiungi un allegato (PDF o foto, 5 MB)',
  size: (bytes: number) =>
    bytes < 100_000
      ? `${Math.max(1, Math.round(bytes / 1_024))} kB`
      : `${megabytes.format(bytes / 1_048_576)} MB`,
  whoSees: 'Lo vedono il tuo ente, gli esperti e i moderatori. Non viene mai pubblicato.',
  chosen: 'Parte insieme al quesito. Controlla che non ci siano dati di terzi.',
  remove: 'Togli',
  removeSure: 'Toglilo per tutti',
  underWay: 'Allegati in invio',
  sending: (percent: number) => `Lo sto inviando: ${percent} %`,
  waiting: 'Manca la rete: riprende da solo, se lasci aperta questa pagina.',
  keepOpen: 'Tieni aperta la pagina finché l’allegato non è partito.',
  stop: 'Annulla l’invio',
  leaveOut: 'Lascialo fuori',
  changed: 'Il file è stato spostato o cambiato dopo che l’hai scelto: sceglilo di nuovo.',
  notYet: (name: string) =>
    `L’allegato «${name}» parte subito dopo il quesito, se lasci aperta questa pagina. Altrimenti lo aggiungi poi dal quesito.`,
}
