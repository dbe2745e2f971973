/** Words that tell of something as it was: "huyện Triệu Sơn cũ", "nay là", "trước đây". */
const OF_THE_PAST =
  /(?<!\p{L})(?:cũ|trước đây|trước kia|trước ngày|ngày trước|nay là|nay thuộc|nhập vào|đã nhập|sáp nhập|không còn|đã bỏ|bãi bỏ|giải thể|đã đổi|đổi tên)(?!\p{L})/iu

/** The parts of a text that speak of how things are now; whoever tells of the past may name what is gone. */
export function ofToday(text: string): string[] {
  return text.split(/(?<=[.!?;])\s+|\n+/).filter(sentence => !OF_THE_PAST.test(sentence))
}
