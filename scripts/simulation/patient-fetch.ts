/** A request that is made again while the server says that it has too much to do. It doesn't know what is asked. */

const UNAVAILABLE = 503
const TRIES = 30
const BETWEEN_MS = 1_000

export async function patientFetch(address: string, init: RequestInit = {}): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const answer = await fetch(address, init)
    if (answer.status !== UNAVAILABLE || tries >= TRIES) return answer
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS))
  }
}
