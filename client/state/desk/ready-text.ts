/** A ready text with its variables: which it has, what is known of them, and the text once they are filled in. Pure. */

const VARIABLE = /\{([a-z_]+)\}/g

/** Each once, in the order in which the text has them. */
export const variablesOf = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(VARIABLE)].map(([, name = '']) => name)),
]

/** What nobody filled in stays in braces, where it keeps the answer from being sent. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(VARIABLE, (whole, name: string) => values[name]?.trim() || whole)
