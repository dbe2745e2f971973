import { Router } from 'express'

/**
 * A router whose routes can be made anew while it serves: calls under way end with the routes that they began with. Returns
 * it, and how to have them made anew.
 */
export function renewableRouter(make: () => readonly Router[]): { router: Router; renew: () => void } {
  const made = () => make().reduce((all, one) => all.use(one), Router())
  let present = made()
  return {
    router: Router().use((request, response, next) => present(request, response, next)),
    renew() {
      present = made()
    },
  }
}
