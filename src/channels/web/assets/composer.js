import { byId, isTouch } from './dom.js'

/** The box where people type. `onSend(text)` gets what they send, trimmed and never empty. */
export function composer(kept, onSend) {
  const form = byId('composer')
  const text = byId('text')
  text.value = text.value || kept.read('draft') || ''
  grow()

  form.addEventListener('submit', event => {
    event.preventDefault()
    submit()
  })
  text.addEventListener('keydown', event => {
    // While an input method is still composing a Vietnamese syllable, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    submit()
  })
  text.addEventListener('input', changed)

  function submit() {
    const words = text.value.trim()
    if (words === '') return text.focus()
    onSend(words)
    put('')
    // Puts the phone's keyboard away, so that the answer can be seen; elsewhere typing goes on.
    if (isTouch()) byId('send').focus()
    else text.focus()
  }

  function put(words) {
    text.value = words
    changed()
  }

  function changed() {
    kept.write('draft', text.value)
    grow()
  }

  function grow() {
    text.style.height = 'auto'
    text.style.height = `${text.scrollHeight + text.offsetHeight - text.clientHeight}px`
  }

  return { put, isEmpty: () => text.value.trim() === '' }
}

/** On some phones the keyboard lies over the page: the page then ends where the keyboard begins. */
export function keepAboveKeyboard() {
  const view = window.visualViewport
  if (!view) return
  const grow = () => {
    if (view.scale > 1.01) return
    document.body.style.setProperty('--height', `${Math.round(view.height)}px`)
    if (view.offsetTop > 0) window.scrollTo(0, 0)
  }
  view.addEventListener('resize', grow)
  grow()
}
