/** Of what people may hear by e-mail, each with a choice of their own. How and in which words is not known here. */

export const MATTERS = ['answered', 'needsYou', 'corrected', 'digest'] as const
export type Matter = (typeof MATTERS)[number]
