const PATIENCE_MS = 15000

/** The server did not answer, or cannot now: the same call may succeed later. */
export class Trouble extends Error {}

/** The server answered that this call will never do; `message` is for the person. */
export class Refused extends Error {}

/** Calls the server; resolves with the JSON of its answer, rejects with `Trouble` or `Refused`. */
export async function call(address, body) {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS)
  try {
    const answer = await fetch(address, {
      method: body === undefined ? 'GET' : 'POST',
      credentials: 'same-origin',
      cache: 'no-store',
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: stop.signal,
    })
    if (answer.ok) return await answer.json()
    if (answer.status >= 500 || answer.status === 429 || answer.status === 408) throw new Trouble()
    throw new Refused(await words(answer))
  } catch (error) {
    if (error instanceof Refused) throw error
    throw new Trouble()
  } finally {
    clearTimeout(timer)
  }
}

async function words(answer) {
  try {
    return (await answer.json()).error.message
  } catch {
    return 'Chưa gửi được tin này. Xin tải lại trang rồi gửi lại.'
  }
}

/** 1, 2, 4, 8 and then every 15 seconds, in milliseconds. */
export function pause(failures) {
  return Math.min(1000 * 2 ** Math.max(0, failures - 1), 15000)
}
