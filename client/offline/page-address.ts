/** Whether the application has a page for an address; by the router's own patterns, so that both know the same. */
import { patterns } from '../paths.ts'

export const isAddressOf = (pattern: string, pathname: string): boolean =>
  new RegExp(`^${pattern.replace(/:[a-z]+/g, '[^/]+')}/?$`).test(pathname)

export const isPageAddress = (pathname: string): boolean =>
  Object.values(patterns).some((pattern) => isAddressOf(pattern, pathname))
