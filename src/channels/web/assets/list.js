import { byId, emptied, make } from './dom.js'
import { messageItem } from './message.js'

/** How near the end still counts as reading the end, in pixels. */
const NEAR = 80
/** Messages of one answer come one by one; what comes later is news. */
const TOGETHER_MS = 1500

/** The transcript on the screen, and at its end what is still on its way. */
export function messageList(onTap) {
  const scroller = byId('scroller')
  const list = byId('messages')
  const newer = byId('newer')
  /** Own messages on their way, by id, in order. */
  const pending = new Map()
  /** Those that the server took long ago and has not shown yet, by their words. */
  const standing = new Map()
  let personSpoke = false
  let target = null
  let revealedAt = -1
  /** Where the answer begins that came last, and when the last of it came. */
  let answer = { first: null, at: 0 }

  newer.addEventListener('click', () => {
    if (newer.dataset.for === 'news') reveal()
    else scroller.scrollTop += scroller.clientHeight * 0.8
    scroller.focus({ preventScroll: true })
  })
  scroller.addEventListener('scroll', () => {
    if (isAtEnd()) newer.hidden = true
  })
  // A picture that arrives late must not push away what is being read.
  list.addEventListener('load', () => Math.abs(scroller.scrollTop - revealedAt) < 2 && reveal(), true)
  window.addEventListener('resize', () => target && Math.abs(scroller.scrollTop - revealedAt) < 2 && reveal())

  /**
   * Shows new messages; scrolls to the first of the answer unless the person is reading further up (`follow`
   * scrolls in any case). `isHistory`: from before this page, so none of them is one that is on its way.
   */
  function show(messages, { follow, isHistory }) {
    const begun = Date.now() - answer.at < TOGETHER_MS ? answer.first : null
    const isBeingRead = begun !== null && Math.abs(scroller.scrollTop - revealedAt) < 2
    const mayScroll = follow || isBeingRead || isAtEnd()
    let first = begun
    let news = null
    for (const message of messages) {
      if (message.from === 'person') {
        showOwn(message, isHistory)
        first = null
        news = null
      } else {
        news = showTheirs(message, news)
        first = first || news
      }
    }
    answer = { first, at: Date.now() }
    target = (mayScroll ? first : news) || list.lastElementChild
    if (mayScroll) reveal()
    else if (news) offer('news', 'Xem tin mới')
  }

  function showOwn(message, isHistory) {
    personSpoke = true
    const id = isHistory ? null : matching(message.text)
    if (id === null && standing.delete(message.text)) return
    if (id !== null) {
      if (message.text) wordsOf(pending.get(id)).textContent = message.text
      arrived(id)
    } else if (message.text) insert(messageItem(message, onTap))
  }

  function showTheirs(message, first) {
    if (personSpoke || message.choices.length > 0) quietenChoices()
    personSpoke = false
    const item = insert(messageItem(message, onTap))
    return first || item
  }

  /** What was sent last stays last, whatever else arrives meanwhile. */
  function insert(item) {
    const [next = null] = pending.values()
    list.insertBefore(item, next)
    return item
  }

  /** The message on its way that the server now shows: the same words, or else the oldest; null where it stands already. */
  function matching(text) {
    for (const [id, item] of pending) if (wordsOf(item).textContent === text) return id
    if (standing.has(text)) return null
    const [oldest = null] = pending.keys()
    return oldest
  }

  /** Shows an own message before the server has it. */
  function showPending(id, text) {
    const item = messageItem({ from: 'person', text }, onTap)
    item.classList.add('on-its-way')
    item.firstElementChild.append(make('p', { class: 'state' }))
    pending.set(id, item)
    list.append(item)
    answer = { first: null, at: 0 }
    target = item
    reveal()
  }

  function mark(id, words) {
    const item = pending.get(id)
    if (item) item.querySelector('.state').textContent = words
  }

  function wordsOf(item) {
    return item.querySelector('.text')
  }

  /** It stands: the server has it. */
  function arrived(id) {
    const item = pending.get(id)
    if (!item) return
    pending.delete(id)
    item.classList.remove('on-its-way')
    item.querySelector('.state').remove()
  }

  /** Nobody should see it on its way for ever; the server may show it yet. */
  function letStand(id) {
    const item = pending.get(id)
    if (item) standing.set(wordsOf(item).textContent, item)
    arrived(id)
  }

  function remove(id) {
    const item = pending.get(id)
    if (item) item.remove()
    pending.delete(id)
  }

  function quietenChoices() {
    for (const group of list.querySelectorAll('.choices:not(.quiet)')) {
      group.classList.add('quiet')
      group.setAttribute('aria-label', 'Các lựa chọn trước đó')
    }
  }

  function clear() {
    pending.clear()
    standing.clear()
    emptied(list)
    answer = { first: null, at: 0 }
    target = null
    newer.hidden = true
  }

  function reveal() {
    newer.hidden = true
    if (!target) return
    scroller.scrollTop = target.offsetTop - 12
    revealedAt = scroller.scrollTop
    // Nobody should have to guess that the choices stand further down.
    if (!isAtEnd()) offer('rest', 'Xem tiếp')
  }

  function offer(what, words) {
    newer.dataset.for = what
    newer.textContent = words
    newer.hidden = false
  }

  function isAtEnd() {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR
  }

  return {
    show,
    showPending,
    mark,
    letStand,
    remove,
    clear,
    hasPending: id => pending.has(id),
    isEmpty: () => !list.firstElementChild,
  }
}
