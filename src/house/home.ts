import { type Response, Router } from 'express'
import { html } from 'hono/html'

/**
 * The site's home page, which leads on to the chat. With `siteVerification`, Zalo's word for this domain, it bears the tag
 * by which Zalo verifies the domain, and so does the file that Zalo offers in its place (platform facts §1.1): Zalo sends
 * events to verified domains only.
 */
export function homeRoutes(siteVerification: string | null): Router {
  if (siteVerification === null) return Router().get('/', (_, response) => response.redirect(CHAT))
  const page = home(siteVerification)
  const send = (response: Response) => response.type('text/html').send(page)
  return Router()
    .get('/', (_, response) => send(response))
    .get(`/zalo_verifier${siteVerification}.html`, (_, response) => send(response))
}

const CHAT = '/chat'

/** Not a redirect: whoever looks for the tag may follow none. Browsers go on by themselves. */
function home(word: string): string {
  return String(html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="zalo-platform-site-verification" content="${word}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url=${CHAT}">
<title>Dẫn Lối</title>
</head>
<body><p><a href="${CHAT}">Mở trang trò chuyện</a></p></body>
</html>
`)
}
