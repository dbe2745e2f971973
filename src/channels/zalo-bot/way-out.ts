import type { BotRequest } from './request.ts'

/** What stands in for an answer while the month's messages run out. */
export function wayOut(person: string, publicUrl: string): BotRequest {
  const text = `Tháng này ở đây sắp hết lượt nhắn rồi ạ. Mời hỏi tiếp ở trang này, không cần tài khoản:\n${publicUrl}/chat`
  return { method: 'sendMessage', body: { chat_id: person, text } }
}
