/**
 * Keeps JSON for this tab, over reloads, until the tab is closed. Where the browser forbids keeping things the
 * page works on without.
 */
export function keeper(prefix) {
  return {
    read(name) {
      try {
        return JSON.parse(sessionStorage.getItem(`${prefix}.${name}`))
      } catch {
        return null
      }
    },
    write(name, value) {
      try {
        sessionStorage.setItem(`${prefix}.${name}`, JSON.stringify(value))
      } catch {
        // Nothing is lost but what a reload would have brought back.
      }
    },
    clear() {
      try {
        for (const key of Object.keys(sessionStorage)) {
          if (key.startsWith(`${prefix}.`)) sessionStorage.removeItem(key)
        }
      } catch {
        // Nothing was kept.
      }
    },
  }
}
