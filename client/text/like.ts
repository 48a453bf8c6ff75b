/** The shape another language must have: same keys, same parameters. */
export type Like<T> = T extends string
  ? string
  : T extends (...parameters: infer P) => string
    ? (...parameters: P) => string
    : { readonly [K in keyof T]: Like<T[K]> }
