import { call, pause, Trouble } from './net.js'

/** When to look by ourselves for an answer, in milliseconds after asking: some networks hold streams back. */
const LOOK_AFTER = [1500, 4000, 8000, 15000, 30000]
/** Sleeping longer than this, a phone has often lost its connection without noticing. */
const LONG_HIDDEN_MS = 30000

/**
 * Brings the transcript: what is there, then what is new. `onMessages` gets each message once and in order;
 * `onReset` says that the transcript was erased; `onTrouble(true)` that the server cannot be reached.
 */
export function transcriptFeed({ address, onMessages, onReset, onTrouble }) {
  let last = 0
  let source = null
  let failures = 0
  let timer = 0
  let looks = []
  let stopped = true
  /** Counts the tries to connect: only the newest goes on. */
  let tries = 0
  let hiddenAt = 0

  async function connect() {
    hangUp()
    tries += 1
    const mine = tries
    try {
      await load()
      if (mine !== tries || stopped) return
      onTrouble(false)
      listen()
    } catch (error) {
      if (mine !== tries || stopped) return
      onTrouble(error instanceof Trouble)
      again()
    }
  }

  async function load() {
    const after = last
    const { messages, reset } = await call(address('/chat/messages', `after=${after}`))
    if (stopped) return
    if (reset) {
      if (after === last) startAnew()
    } else take(messages, after === 0)
  }

  function listen() {
    source = new EventSource(address('/chat/events', `after=${last}`))
    source.onopen = () => {
      failures = 0
    }
    source.onmessage = event => take([JSON.parse(event.data)], false)
    source.addEventListener('reset', startAnew)
    // This person opened more pages than the server keeps up with: the one being looked at goes first.
    source.addEventListener('replaced', hangUp)
    source.onerror = again
  }

  function take(messages, isFirst) {
    const fresh = messages.filter(message => message.seq > last)
    for (const message of fresh) last = message.seq
    if (fresh.some(message => message.from !== 'person')) forgetLooks()
    if (fresh.length > 0 || isFirst) onMessages(fresh, isFirst)
  }

  function startAnew() {
    last = 0
    forgetLooks()
    onReset()
  }

  function again() {
    hangUp()
    if (stopped) return
    failures += 1
    timer = setTimeout(connect, pause(failures))
  }

  function hangUp() {
    clearTimeout(timer)
    timer = 0
    if (source) source.close()
    source = null
  }

  /** After something was sent: looks now and then until an answer comes. */
  function expectAnswer() {
    forgetLooks()
    looks = LOOK_AFTER.map(ms => setTimeout(() => last > 0 && load().catch(() => {}), ms))
  }

  function forgetLooks() {
    looks.forEach(clearTimeout)
    looks = []
  }

  window.addEventListener('online', () => !stopped && connect())
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) hiddenAt = Date.now()
    else if (!stopped && (!source || Date.now() - hiddenAt > LONG_HIDDEN_MS)) connect()
  })

  function stop() {
    stopped = true
    hangUp()
    forgetLooks()
  }

  function start() {
    stopped = false
    connect()
  }

  return { start, expectAnswer, stop, refresh: () => load().catch(() => {}) }
}
