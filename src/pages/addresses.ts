/** Where everything that can be read stands, by field. */
export const LIST = '/thu-tuc'
export const CHAT = '/chat'

/** The page of a procedure. */
export function procedureAddress(code: string): string {
  return `${LIST}/${code}`
}

/** The page with all steps of a guide. */
export function guideAddress(id: string): string {
  return `/huong-dan/${id}`
}
