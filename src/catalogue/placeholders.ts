/**
 * What a step's text may leave open in braces, filled from the procedure that the run leads through (or from
 * `placeholders` of sentences.yaml where the run leads through none) and from operator.yaml.
 */
export const STEP_PLACEHOLDERS = {
  'thu-tuc': 'tên thường gọi của thủ tục',
  ma: 'mã thủ tục',
  'trang-thu-tuc': 'địa chỉ trang của thủ tục trên Cổng Dịch vụ công quốc gia',
  'noi-nop': 'nơi nhận hồ sơ',
  'thoi-han': 'thời hạn giải quyết',
  quay: 'tên quầy của đơn vị',
  'dien-thoai': 'số điện thoại của quầy',
  gio: 'giờ làm việc của quầy',
  'dia-chi': 'địa chỉ của quầy',
  'don-vi': 'tên đơn vị',
} as const

export type StepPlaceholder = keyof typeof STEP_PLACEHOLDERS

/** The names in braces that a text holds, each once: `Gõ {ma} vào ô tìm kiếm` → `['ma']`. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{([a-z-]+)\}/g)].map(match => match[1] ?? ''))]
}
