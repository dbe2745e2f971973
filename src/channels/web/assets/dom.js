/** Makes an element. `text` is its words, `onclick` what it does; other attributes stand as given, false ones not. */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue
    if (name === 'text') element.textContent = value
    else if (name === 'onclick') element.addEventListener('click', value)
    else element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...children.filter(child => child !== null && child !== undefined && child !== false))
  return element
}

export function byId(id) {
  return document.getElementById(id)
}

/** Words that only a screen reader says. */
export function unseen(text) {
  return make('span', { class: 'unseen', text })
}

/** True where a finger is what points: a keyboard then covers half the screen. */
export function isTouch() {
  return window.matchMedia('(pointer: coarse)').matches
}

export function emptied(element) {
  while (element.firstChild) element.removeChild(element.firstChild)
  return element
}
