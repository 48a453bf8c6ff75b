/** Modules that the Vite plugins make. */
declare module 'virtual:icon-sprite' {
  export const spriteUrl: string
}
