import { stopReading } from './aloud.js'
import { composer, keepAboveKeyboard } from './composer.js'
import { connectionLine } from './connection.js'
import { byId, isTouch } from './dom.js'
import { transcriptFeed } from './feed.js'
import { keeper } from './keep.js'
import { messageList } from './list.js'
import { menu } from './menu.js'
import { sendingQueue } from './sending.js'
import { sharedComputer } from './shared.js'

/** Staff may have taken over and be away: nobody should watch "đang trả lời" for ever. */
const ANSWERING_AT_MOST_MS = 12000
/** An own message that the transcript does not show by then stands as it is. */
const STANDS_AFTER_MS = 10000
/** How long the bot may take to say that everything is erased. */
const ERASED_UNSAID_MS = 1000
/** A finger that trembles taps twice. */
const SAME_TAP_MS = 1500

const shared = document.body.dataset.shared === '1'
const practice = document.body.dataset.practice === '1'
const mode = practice ? 'practice=1' : shared ? 'shared=1' : ''
const kept = keeper(practice ? 'dan-loi-luyen-tap' : shared ? 'dan-loi-chung' : 'dan-loi')
const connection = connectionLine()
const list = messageList(tap)
const answering = byId('answering')
let begun = false
let loaded = false
let answers = 0
let answeringTimer = 0
/** The last word was theirs: what is sent now waits for them, and no machine is about to answer. */
let withStaff = false
let lastTap = { payload: '', at: 0 }

const feed = transcriptFeed({
  address,
  onMessages: show,
  onReset: showErased,
  onTrouble: isTrouble => connection.report('feed', isTrouble),
})
const sending = sendingQueue({
  address,
  kept,
  onSlow: ({ id }) => list.mark(id, 'Chưa gửi được, đang gửi lại…'),
  onAccepted: accepted,
  onRefused: refused,
  onTrouble: isTrouble => connection.report('sending', isTrouble),
})
const box = composer(kept, text => say({ text }))
const computer = shared
  ? sharedComputer({ address, kept, onUse: feed.refresh, onWipe: leave })
  : { use() {}, isWiping: () => false }

document.body.classList.remove('waits-for-script')
keepAboveKeyboard()
menu(text => say({ text }))
// The link is remembered by now; a bookmark or a reload must not bring it again.
history.replaceState(null, '', address('/chat'))
if (byId('begin')) byId('begin').addEventListener('click', beginAnew)
else begin()

/** The path with what every call carries. */
function address(path, query) {
  const parts = [mode, query || ''].filter(part => part !== '')
  return parts.length > 0 ? `${path}?${parts.join('&')}` : path
}

function begin() {
  if (begun || computer.isWiping()) return
  begun = true
  byId('log').setAttribute('aria-busy', 'true')
  feed.start()
}

function beginAnew() {
  byId('fresh').remove()
  computer.use()
  begin()
  if (isTouch()) byId('scroller').focus()
  else byId('text').focus()
}

function show(messages, isFirst) {
  list.show(messages, { follow: isFirst || answering.textContent !== '', isHistory: !loaded })
  const answer = messages.filter(({ from }) => from !== 'person').pop()
  if (answer) {
    withStaff = answer.from === 'staff'
    answers += 1
    stopAnswering()
  }
  if (loaded) return
  loaded = true
  byId('log').removeAttribute('aria-busy')
  if (messages.some(({ from }) => from === 'person')) computer.use()
  for (const item of sending.waiting().filter(({ id }) => !list.hasPending(id))) {
    item.restored = true
    list.showPending(item.id, item.text || item.title)
  }
  sending.start()
}

function say(said) {
  if (byId('fresh')) byId('fresh').remove()
  byId('refused').textContent = ''
  computer.use()
  begin()
  const item = sending.add(said)
  item.answersBefore = answers
  list.showPending(item.id, said.text || said.title)
}

function tap({ payload, title }) {
  const isSame = payload === lastTap.payload && Date.now() - lastTap.at < SAME_TAP_MS
  if (isSame || sending.isWaiting(payload)) return
  lastTap = { payload, at: Date.now() }
  say({ tap: payload, title })
}

function accepted(item) {
  list.mark(item.id, '')
  // From before a reload: the transcript shows it by itself.
  if (item.restored) list.remove(item.id)
  else setTimeout(list.letStand, STANDS_AFTER_MS, item.id)
  if (answers !== item.answersBefore) return
  clearTimeout(answeringTimer)
  if (withStaff) tellOfAnswer('đã gửi tới cán bộ', false)
  else {
    tellOfAnswer('đang trả lời…', true)
    answeringTimer = setTimeout(tellOfAnswer, ANSWERING_AT_MOST_MS, 'đã gửi, chưa có trả lời', false)
  }
  answering.scrollIntoView({ block: 'nearest' })
  feed.expectAnswer()
}

function stopAnswering() {
  clearTimeout(answeringTimer)
  tellOfAnswer('', false)
}

function tellOfAnswer(words, isComing) {
  answering.textContent = words
  answering.classList.toggle('is-coming', isComing)
}

/** What cannot be sent goes back to where it can be changed. */
function refused(item, message) {
  list.remove(item.id)
  byId('refused').textContent = message
  if (item.text && box.isEmpty()) box.put(item.text)
}

function showErased() {
  stopReading()
  list.clear()
  stopAnswering()
  withStaff = false
  answers += 1
  connection.report('sending', false)
  // The bot says so itself as a rule; where it does not, an empty page should not be left unexplained.
  setTimeout(() => {
    if (list.isEmpty()) byId('refused').textContent = 'Cuộc trò chuyện đã được xóa. Cần gì cứ nhắn tiếp.'
  }, ERASED_UNSAID_MS)
}

function leave() {
  stopReading()
  feed.stop()
  sending.stop()
  list.clear()
  box.put('')
  byId('refused').textContent = ''
  stopAnswering()
}
