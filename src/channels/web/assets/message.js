import { readAloud } from './aloud.js'
import { make, unseen } from './dom.js'

const SPEAKERS = { bot: 'Trợ lý', person: 'Mình', staff: 'Cán bộ' }

/** One message of the transcript as a list item. `onTap(choice)` is called when a choice is taken. */
export function messageItem(message, onTap) {
  const { from, progress, text, images = [], links = [], choices = [] } = message
  const speaker = `${SPEAKERS[from]}: `
  const group = choices.length > 0 && choiceGroup(choices, onTap)
  const bubble = make(
    'div',
    { class: 'bubble' },
    from === 'staff' ? make('p', { class: 'speaker', text: speaker }) : unseen(speaker),
    progress && progressLine(progress),
    text && make('p', { class: 'text' }, ...withLinks(text)),
    ...images.filter(isOpenable).map(picture),
    links.some(isOpenable) && linkList(links.filter(isOpenable)),
    from !== 'person' && text && readAloud(() => toHear(text, choices, group)),
  )
  return make('li', { class: `message ${from}` }, bubble, group)
}

/** Old choices have lost their numbers and are not read. */
function toHear(text, choices, group) {
  const isMeant = group && !group.classList.contains('quiet')
  return [text, ...(isMeant ? choices.map(({ title }, index) => `Số ${index + 1}: ${title}.`) : [])].join(
    '\n',
  )
}

function progressLine({ step, atMost, title }) {
  const words = atMost > 0 ? `Bước ${step}, còn nhiều nhất ${atMost}` : `Bước ${step}, bước cuối`
  const share = Math.round((100 * step) / Math.max(1, step + atMost))
  const filled = make('span', { class: 'filled' })
  filled.style.width = `${share}%`
  return make(
    'div',
    { class: 'progress' },
    title && make('p', { class: 'progress-title', text: title }),
    make('p', { class: 'progress-words', text: words }),
    make(
      'div',
      {
        class: 'bar',
        role: 'progressbar',
        'aria-label': title || 'Tiến độ',
        'aria-valuemin': 0,
        'aria-valuemax': step + atMost,
        'aria-valuenow': step,
        'aria-valuetext': words,
      },
      filled,
    ),
  )
}

/** Numbers are those that can be typed; they vanish when the choices grow old, since they then mean other things. */
function choiceGroup(choices, onTap) {
  const how = choices.length > 1 ? 'Chọn một, hoặc gõ số.' : 'Chọn ô dưới đây, hoặc gõ số 1.'
  const buttons = choices.map((choice, index) =>
    make(
      'button',
      {
        type: 'button',
        class: choice.secondary ? 'choice secondary' : 'choice',
        onclick: () => onTap(choice),
      },
      make('span', { class: 'number', text: `${index + 1}. ` }),
      make('span', { class: 'title', text: choice.title }),
    ),
  )
  return make(
    'div',
    { class: 'choices', role: 'group', 'aria-label': 'Các lựa chọn' },
    make('p', { class: 'how', text: how }),
    make('div', { class: 'buttons' }, ...buttons),
  )
}

function linkList(links) {
  return make(
    'ul',
    { class: 'links' },
    ...links.map(({ title, url }) => make('li', {}, outward(inThisMode(url), title, 'link'))),
  )
}

/** A page of the chat's own must know, as the chat does, whether the computer is shared. */
function inThisMode(url) {
  return url.startsWith('/chat/') ? url + location.search : url
}

function picture({ url, alt }) {
  const image = make('img', { src: url, alt, class: 'picture' })
  return make('a', { href: url, target: '_blank', rel: 'noopener', class: 'picture-link' }, image, newPage())
}

/** Addresses within a text become links, all else stays text. */
function withLinks(text) {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/)
    .map((part, index) => (index % 2 === 1 ? outward(part, part, '') : document.createTextNode(part)))
}

function outward(url, title, look) {
  const attributes = { href: url, class: look || false }
  if (!url.startsWith('tel:')) Object.assign(attributes, { target: '_blank', rel: 'noopener noreferrer' })
  return make('a', attributes, title, !url.startsWith('tel:') && newPage())
}

function newPage() {
  return unseen(' (mở trang mới)')
}

/** Never a `javascript:` address, whoever wrote it. */
function isOpenable({ url }) {
  return /^(https?:\/\/|tel:|\/[^/])/.test(url)
}
