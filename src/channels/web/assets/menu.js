import { byId } from './dom.js'

/** The few things that can be asked for at any time. `onSay(text)` gets the words that ask for them. */
export function menu(onSay) {
  const button = byId('menu-button')
  const panel = byId('menu')

  button.addEventListener('click', () => show(button.getAttribute('aria-expanded') !== 'true'))
  panel.addEventListener('click', event => {
    const item = event.target.closest('[data-say]')
    if (!item) return
    const wasOpen = button.getAttribute('aria-expanded') === 'true'
    show(false)
    if (wasOpen) button.focus()
    onSay(item.dataset.say)
  })
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || button.getAttribute('aria-expanded') !== 'true') return
    show(false)
    button.focus()
  })
  document.addEventListener('pointerdown', event => {
    if (!panel.contains(event.target) && event.target !== button) show(false)
  })

  function show(isOpen) {
    button.setAttribute('aria-expanded', String(isOpen))
    panel.classList.toggle('open', isOpen)
  }
}
