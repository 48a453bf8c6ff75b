/** Choosing what to hear of by e-mail, and stopping it from a mail: loaded with those pages only. */

export const notices = {
  title: 'Notifiche',
  lead: 'Ti scriviamo una sola e-mail per ogni cosa, mai due. Scegli di che cosa.',
  to: (email: string) => `Le mandiamo a ${email}.`,
  cantSend: 'Questo server non manda e-mail: le novità si leggono solo qui.',
  list: 'Di che cosa ti avvisiamo per e-mail',
  matters: {
    answered: {
      title: 'Una risposta',
      detail: 'Quando un tuo quesito, o uno che segui, riceve una risposta.',
      staff: 'Quando un quesito che segui riceve una risposta.',
    },
    needsYou: {
      title: 'C’è bisogno di te',
      detail: 'Quando un esperto ti chiede una precisazione.',
      staff: 'Quando un quesito passa a te, una risposta aspetta la tua lettura o un collega ti nomina.',
    },
    corrected: {
      title: 'Una correzione',
      detail: 'Quando una risposta che hai avuto cambia o viene ritirata, e che cosa è cambiato.',
      staff: 'Quando una risposta che segui cambia o viene ritirata, e che cosa è cambiato.',
    },
    digest: {
      title: 'Il riepilogo della giornata',
      detail: 'Alla fine di una giornata a cui hai partecipato: le risposte per tema.',
      staff: 'Alla fine di una giornata in cui hai seguito dei quesiti: le risposte per tema.',
    },
  },
  saved: 'Salvato.',
  codes: 'I codici per accedere arrivano sempre.',
  stop: {
    title: 'Non avvisarmi più',
    asks: {
      answered: 'Non vuoi più sapere per e-mail quando c’è una risposta?',
      needsYou: 'Non vuoi più sapere per e-mail quando c’è bisogno di te?',
      corrected: 'Non vuoi più sapere per e-mail quando una risposta viene corretta?',
      digest: 'Non vuoi più il riepilogo delle giornate per e-mail?',
    },
    button: 'Non avvisarmi più di questo',
    all: 'Nessuna e-mail di nessun tipo',
    done: 'Fatto: di questo non ti scriviamo più.',
    allDone: 'Fatto: non ti scriviamo più.',
    stays: 'Le novità restano nelle tue pagine, e i codici per accedere arrivano sempre.',
    undo: 'Ho cambiato idea: avvisatemi',
    choose: 'Scegli di che cosa avvisarti',
  },
}
