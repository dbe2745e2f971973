/** Freezes a value and all that it holds, maps and sets included, and gives it back. */
export function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (value instanceof Map || value instanceof Set) {
    for (const inner of value.values()) freezeDeep(inner)
    for (const method of ['set', 'add', 'delete', 'clear']) if (method in value) forbid(value, method)
  }
  Object.freeze(value)
  for (const inner of Object.values(value)) freezeDeep(inner)
  return value
}

/** Object.freeze leaves a map's entries open. */
function forbid(value: object, method: string): void {
  Object.defineProperty(value, method, {
    value: () => {
      throw new TypeError('knowledge is immutable: load it anew instead of changing it')
    },
  })
}
