import { byId } from './dom.js'

/** Until then a hiccup goes unmentioned, in milliseconds. */
const GRACE_MS = 1500
/** After so long somebody with an urgent matter should rather call. */
const LONG_MS = 20000

/** The line that says when the server cannot be reached. `report(who, true)` starts it, false ends it. */
export function connectionLine() {
  const line = byId('connection')
  const reports = new Set()
  let timers = []

  function report(who, isTrouble) {
    const before = reports.size > 0
    if (isTrouble) reports.add(who)
    else reports.delete(who)
    const now = reports.size > 0
    if (now === before) return
    timers.forEach(clearTimeout)
    if (now) {
      timers = [
        setTimeout(say, GRACE_MS, 'Mất kết nối. Đang nối lại…'),
        setTimeout(say, LONG_MS, `Mất kết nối. Đang nối lại… Việc gấp xin gọi ${line.dataset.desk}`),
      ]
    } else say('')
  }

  function say(words) {
    if (line.textContent !== words) line.textContent = words
  }

  function sayWhetherOnline() {
    report('browser', navigator.onLine === false)
    if (navigator.onLine === false) say('Mất kết nối. Đang nối lại…')
  }
  window.addEventListener('online', sayWhetherOnline)
  window.addEventListener('offline', sayWhetherOnline)
  sayWhetherOnline()

  return { report }
}
