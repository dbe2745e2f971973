import { existsSync } from 'node:fs'
import type { Settings } from '../config.ts'
import { eraseAgain } from '../operations/erased/again.ts'
import { ErasedList } from '../operations/erased/list.ts'
import { Refusal } from '../operations/refusal.ts'
import { knownSecretKey } from '../operations/secret.ts'
import { openExistingStore } from '../store/open.ts'

/**
 * Erases again whom a restored backup brought back: those of the list under DATA_DIR, and of these folders, which are the
 * lists of other instances. Returns what to print.
 * @throws Refusal with what to do.
 */
export async function forgottenAgain(
  folders: readonly string[],
  settings: Pick<Settings, 'dataDir' | 'databaseUrl' | 'secretKey'>,
): Promise<string> {
  const { dataDir, secretKey } = settings
  const key = knownSecretKey(secretKey, dataDir)
  if (key === null)
    throw new Refusal(
      `Chưa có khóa để biết danh sách nói về ai. Đặt SECRET_KEY như trước khi phục hồi, hoặc chép lại tệp ${dataDir}/secret-key.`,
    )
  const missing = folders.find(folder => !existsSync(folder))
  if (missing !== undefined)
    throw new Refusal(`Không có thư mục ${missing}. Xin nêu thư mục erased của một máy.`)
  const store = await openExistingStore(settings)
  try {
    const own = ErasedList.of(dataDir)
    for (const folder of folders) own.takeFrom(new ErasedList(folder))
    const lines = own.lines()
    if (lines.length === 0)
      return 'Danh sách trống: chưa ai xóa dữ liệu trên máy này. Không có gì phải xóa lại.'
    const { erased, leaving, unreadable } = await eraseAgain(store, lines, key)
    return [
      `Đã xóa lại dữ liệu của ${erased} người: họ đã xóa, rồi bản sao lưu mang trở lại.`,
      `Đã đặt lại ngày quên cho ${leaving} người đã bỏ quan tâm.`,
      ...(unreadable > 0
        ? [
            `${unreadable} dòng do một SECRET_KEY khác ghi, nên không biết của ai. Đặt khóa ấy rồi chạy lại lệnh này.`,
          ]
        : []),
    ].join('\n')
  } finally {
    await store.close()
  }
}
