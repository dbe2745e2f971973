import { byId, emptied, make } from './dom.js'
import { call, pause } from './net.js'

const IDLE_MS = 5 * 60000
const WARNING_MS = 60000
/** The server forgets whoever does nothing; using the page tells it, at most so often. */
const TELL_EVERY_MS = 60000

/**
 * A computer that several people use after another: wiped by hand, or after five minutes in which nobody did
 * anything. `onUse` tells the server that somebody is still there; `onWipe` takes everything off the screen.
 */
export function sharedComputer({ address, kept, onUse, onWipe }) {
  const notice = byId('idle')
  let usedAt = null
  let toldAt = Date.now()
  let warning = null
  let wiping = false

  byId('finish').addEventListener('click', wipe)
  for (const event of ['keydown', 'pointerdown', 'input', 'wheel', 'touchmove']) {
    const isStart = event === 'input'
    const touched = () => (isStart || usedAt !== null) && warning === null && !wiping && use()
    document.addEventListener(event, touched, { passive: true })
  }
  document.addEventListener('visibilitychange', check)
  setInterval(check, 1000)
  if (kept.read('wiping')) wipe()

  /** From the first thing that is worth wiping, the clock runs. */
  function use() {
    usedAt = Date.now()
    if (warning) emptied(notice)
    warning = null
    if (usedAt - toldAt < TELL_EVERY_MS) return
    toldAt = usedAt
    onUse()
  }

  function check() {
    if (usedAt === null || wiping) return
    const left = usedAt + IDLE_MS - Date.now()
    if (left <= 0) return wipe()
    if (left > WARNING_MS) return
    if (!warning) warn()
    warning.textContent = `${Math.ceil(left / 1000)} giây`
  }

  /** The seconds are for eyes: a screen reader would say each of them. */
  function warn() {
    warning = make('p', { class: 'countdown', 'aria-hidden': 'true' })
    emptied(notice).append(
      make('p', { text: 'Không thấy ai dùng máy. Sau một phút sẽ xóa cuộc trò chuyện này.' }),
      make(
        'div',
        { class: 'still-here' },
        make('button', { type: 'button', class: 'primary', text: 'Vẫn đang dùng', onclick: stay }),
        warning,
      ),
    )
  }

  function stay() {
    toldAt = 0
    use()
    byId('text').focus()
  }

  /** Takes everything off the screen at once, and does not rest before the server has done the same. */
  async function wipe() {
    if (wiping) return
    wiping = true
    onWipe()
    kept.clear()
    kept.write('wiping', true)
    document.body.classList.add('wiping')
    emptied(notice).append(make('p', { text: 'Đang xóa…' }))
    for (let failures = 1; !(await erased()); failures += 1) {
      emptied(notice).append(make('p', { text: 'Mất kết nối nên chưa xóa xong. Đang thử lại, xin chờ.' }))
      await new Promise(resolve => setTimeout(resolve, pause(failures)))
    }
    kept.clear()
    location.replace('/chat?shared=1&xong=1')
  }

  async function erased() {
    try {
      await call(address('/chat/forget'), {})
      return true
    } catch {
      return false
    }
  }

  return { use, isWiping: () => wiping }
}
