/** Types of the one function used of a package that ships none. */
declare module 'snowball-stemmers' {
  export type Stemmer = { stem(word: string): string }
  const snowball: { newStemmer(language: string): Stemmer }
  export = snowball
}
