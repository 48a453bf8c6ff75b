/** The pages at the foot, in Italian. Loaded with their page only. */
export const notes = {
  accessibilita: {
    title: 'Accessibilità',
    sections: [
      {
        heading: 'Come è fatto Quesiti',
        paragraphs: [
          'Le pagine seguono le regole WCAG 2.2, livello AA. Si usano con la tastiera, con un lettore di schermo, con il testo al doppio e su uno schermo largo 320 punti.',
          'Un conto alla rovescia non interrompe mai la lettura, nulla lampeggia, e chi ha chiesto al proprio dispositivo meno movimento non vede animazioni.',
        ],
      },
      {
        heading: 'La dichiarazione',
        paragraphs: [
          'La dichiarazione di accessibilità la fa l’ente che usa Quesiti, sul sito di AGID, e la rinnova ogni anno entro il 23 settembre. Questa pagina non la sostituisce.',
        ],
      },
      {
        heading: 'Qualcosa non funziona?',
        paragraphs: [
          'Scrivilo all’ente che ti ha invitato: risponde entro 30 giorni. Se la risposta non arriva o non basta, puoi rivolgerti al Difensore civico per il digitale.',
        ],
      },
    ],
  },
  privacy: {
    title: 'Privacy',
    sections: [
      {
        heading: 'Che cosa si vede di te',
        paragraphs: [
          'Chi legge un quesito vede il Comune, mai il nome di chi l’ha inviato. Gli esperti vedono la forma dell’ente, la regione, gli abitanti e il testo.',
          'Non scrivere nomi, codici fiscali o altri dati di cittadini: agli esperti non servono, e prima dell’invio la pagina ti avvisa se li trova.',
        ],
      },
      {
        heading: 'Che cosa resta sul tuo dispositivo',
        paragraphs: [
          'Due cookie tecnici: uno tiene l’accesso, l’altro la lingua. Le bozze non ancora inviate restano sul dispositivo finché non partono. Nessun cookie di profilazione, nessuna risorsa presa da altri siti.',
        ],
      },
      {
        heading: 'I tuoi diritti',
        paragraphs: [
          'Il titolare del trattamento è l’ente che gestisce questa installazione. A lui puoi chiedere di vedere, correggere o cancellare i tuoi dati.',
        ],
      },
    ],
  },
  assistenza: {
    title: 'Assistenza',
    sections: [
      {
        heading: 'Il codice non arriva',
        paragraphs: [
          'Guarda nella posta indesiderata e controlla di avere scritto l’indirizzo di lavoro. Dopo un minuto puoi chiedere un altro codice: vale solo l’ultimo.',
        ],
      },
      {
        heading: 'Il mio ente non è iscritto',
        paragraphs: [
          'Puoi leggere le giornate pubbliche e le risposte. Per inviare quesiti l’ente va iscritto all’edizione: lo fa la segreteria del programma.',
        ],
      },
      {
        heading: 'Senza connessione',
        paragraphs: [
          'Quello che scrivi resta sul dispositivo e parte da solo quando torna la rete, una volta sola. Puoi chiudere la pagina e riaprirla più tardi.',
        ],
      },
    ],
  },
  crediti: {
    title: 'Crediti',
    sections: [
      {
        heading: 'Dati',
        paragraphs: [
          'Registro dei Comuni: ISTAT, CC BY 3.0 IT.',
          'I contenuti dimostrativi, gli enti e le persone che vi compaiono sono inventati.',
        ],
      },
      {
        heading: 'Codice',
        paragraphs: [
          'Quesiti è software libero, con licenza EUPL 1.2. I contenuti hanno licenza CC BY 4.0.',
          'Griglia, campi e icone: Bootstrap Italia, licenza BSD a 3 clausole, Presidenza del Consiglio dei ministri.',
          'Caratteri: Titillium Web (SIL Open Font License) e Roboto Mono (Apache 2.0).',
        ],
      },
    ],
  },
}

export type Notes = Record<
  keyof typeof notes,
  { title: string; sections: { heading: string; paragraphs: string[] }[] }
>
