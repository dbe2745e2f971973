import { call, pause, Refused } from './net.js'

/**
 * Sends what the person says, one after another, and again until the server has it. A message keeps its id, over
 * reloads too, so that nothing arrives twice.
 */
export function sendingQueue({ address, kept, onSlow, onAccepted, onRefused, onTrouble }) {
  const queue = kept.read('queue') || []
  let ready = false
  let busy = false
  let failures = 0
  let timer = 0

  /** `said` is `{text}` or `{tap, title}`; returns the item that waits to be sent. */
  function add(said) {
    const item = { ...said, id: randomId() }
    queue.push(item)
    kept.write('queue', queue)
    send()
    return item
  }

  async function send() {
    clearTimeout(timer)
    if (!ready || busy || queue.length === 0) return
    const [item] = queue
    busy = true
    try {
      const { id, text, tap, title } = item
      await call(address('/chat/messages'), { id, text, tap, title })
      done(item)
      onAccepted(item)
    } catch (error) {
      if (error instanceof Refused) {
        done(item)
        onRefused(item, error.message)
      } else {
        failures += 1
        onTrouble(true)
        onSlow(item)
        timer = setTimeout(send, pause(failures))
      }
    } finally {
      busy = false
    }
    if (failures === 0) send()
  }

  function done(item) {
    failures = 0
    onTrouble(false)
    if (queue[0] === item) queue.shift()
    kept.write('queue', queue)
  }

  window.addEventListener('online', send)

  return {
    add,
    /** Nothing leaves before the browser knows who it is: the first call sets the cookie. */
    start() {
      ready = true
      send()
    },
    stop() {
      ready = false
      queue.length = 0
    },
    /** What a reload found unsent. */
    waiting: () => [...queue],
    isWaiting: payload => queue.some(item => item.tap === payload),
  }
}

function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
