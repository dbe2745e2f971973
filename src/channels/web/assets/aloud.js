import { make } from './dom.js'

/** Some browsers never say that their voices have arrived. */
const LOOK_AGAIN_AFTER = [500, 2000, 6000]
/** Some voices fall silent in the middle of long texts: up to a sentence's end, or else up to a space. */
const BREATH = /.{1,180}[.?!;:](?=\s|$)|.{1,180}(?=\s|$)|\S+/g

const synthesis = 'SpeechSynthesisUtterance' in window ? window.speechSynthesis : null
let voice = null
let playing = null

/**
 * A control that reads aloud what `words()` gives when it is used, and stops when it is used again. It is shown
 * only where the device has a Vietnamese voice.
 */
export function readAloud(words) {
  if (!synthesis) return null
  const button = make('button', { type: 'button', class: 'aloud', text: READ, onclick: toggle })
  function toggle() {
    const wasPlaying = playing && playing.button === button
    stopReading()
    if (!wasPlaying) start(button, words())
  }
  return button
}

const READ = 'Nghe đọc'
const STOP = 'Dừng đọc'

export function stopReading() {
  if (!playing) return
  const { button } = playing
  // First, since cancelling ends what was being said, and its end is not to be noticed.
  playing = null
  button.textContent = READ
  button.classList.remove('playing')
  synthesis.cancel()
}

function start(button, text) {
  // Held on to: some browsers forget what nobody holds, and never say that it ended.
  const utterances = pieces(text).map(utterance)
  if (utterances.length === 0) return
  const mine = { button, utterances }
  playing = mine
  button.textContent = STOP
  button.classList.add('playing')
  const end = () => playing === mine && stopReading()
  utterances[utterances.length - 1].onend = end
  for (const each of utterances) {
    each.onerror = end
    synthesis.speak(each)
  }
}

function utterance(text) {
  const made = new SpeechSynthesisUtterance(text)
  made.voice = voice
  made.lang = voice.lang
  made.rate = 0.95
  return made
}

/** What is said in one breath; addresses by their host alone, signs not at all. */
function pieces(text) {
  return text
    .replace(/https?:\/\/([^\s/]+)\S*/g, '$1')
    .replace(/[☐☑▶•“”"]/g, ' ')
    .split('\n')
    .flatMap(line => line.match(BREATH) || [])
    .filter(piece => /[\p{L}\d]/u.test(piece))
}

function look() {
  const voices = synthesis.getVoices().filter(({ lang }) => /^vi([-_]|$)/i.test(lang))
  voice = voices.find(({ localService }) => localService) || voices[0] || null
  document.body.classList.toggle('has-voice', voice !== null)
}

if (synthesis) {
  synthesis.onvoiceschanged = look
  for (const ms of LOOK_AGAIN_AFTER) setTimeout(() => voice === null && look(), ms)
  window.addEventListener('pagehide', stopReading)
  look()
}
