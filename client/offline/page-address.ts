/** Whether the application has a page for an address; by the router's own patterns, so that both know the same. */
import { patterns } from '../paths.ts'

const addresses = Object.values(patterns).map(
  (pattern) => new RegExp(`^${pattern.replace(/:[a-z]+/g, '[^/]+')}/?$`),
)

export const isPageAddress = (pathname: string): boolean =>
  addresses.some((address) => address.test(pathname))
