/** What is said where the database was put back to another log than this process has read. What follows is not known here. */

export class AstrayError extends Error {
  override readonly name = 'AstrayError'
  readonly code = 'log/astray'

  constructor() {
    super('the database holds another log than was read')
  }
}
