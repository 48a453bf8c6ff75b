/** The pages at the foot, in English. Loaded with their page only. */
import type { Notes } from './it.ts'

export const notes: Notes = {
  accessibilita: {
    title: 'Accessibility',
    sections: [
      {
        heading: 'How Quesiti is made',
        paragraphs: [
          'The pages follow WCAG 2.2, level AA. They work with the keyboard, with a screen reader, with text at twice its size and on a screen 320 points wide.',
          'A countdown never interrupts reading, nothing flashes, and those who asked their device for less motion see no animation.',
        ],
      },
      {
        heading: 'The statement',
        paragraphs: [
          'The accessibility statement is made by the body that runs Quesiti, on the site of AGID, and renewed every year by 23 September. This page does not replace it.',
        ],
      },
      {
        heading: 'Does something not work?',
        paragraphs: [
          'Write to the body that invited you: it replies within 30 days. If no reply comes, or it is not enough, you can turn to the Difensore civico per il digitale.',
        ],
      },
    ],
  },
  privacy: {
    title: 'Privacy',
    sections: [
      {
        heading: 'What is seen of you',
        paragraphs: [
          'Readers of a question see the municipality, never the name of who sent it. Experts see the form of the body, its region, its inhabitants and the text.',
          'Do not write names, tax codes or other data of citizens: the experts do not need them, and before sending the page warns you if it finds any.',
        ],
      },
      {
        heading: 'What stays on your device',
        paragraphs: [
          'Two technical cookies: one keeps you signed in, the other your language. Drafts not yet sent stay on the device until they leave. No profiling cookies, nothing fetched from other sites.',
        ],
      },
      {
        heading: 'Your rights',
        paragraphs: [
          'The data controller is the body that runs this installation. Ask it to see, correct or erase your data.',
        ],
      },
    ],
  },
  assistenza: {
    title: 'Support',
    sections: [
      {
        heading: 'The code does not arrive',
        paragraphs: [
          'Look in your junk mail and check that you wrote your work address. After a minute you can ask for another code: only the last one counts.',
        ],
      },
      {
        heading: 'My body is not enrolled',
        paragraphs: [
          'You can read public sessions and answers. To send questions the body must be enrolled in the edition: the secretariat of the programme does it.',
        ],
      },
      {
        heading: 'Offline',
        paragraphs: [
          'What you write stays on the device and leaves by itself when the network is back, once. You can close the page and open it later.',
        ],
      },
    ],
  },
  crediti: {
    title: 'Credits',
    sections: [
      {
        heading: 'Data',
        paragraphs: [
          'Registry of municipalities: ISTAT, CC BY 3.0 IT.',
          'The demonstration content, and the bodies and people in it, are invented.',
        ],
      },
      {
        heading: 'Code',
        paragraphs: [
          'Quesiti is free software under the EUPL 1.2. Its content is under CC BY 4.0.',
          'Grid, fields and icons: Bootstrap Italia, BSD 3-Clause, Presidency of the Council of Ministers.',
          'Typefaces: Titillium Web (SIL Open Font License) and Roboto Mono (Apache 2.0).',
        ],
      },
    ],
  },
}
