import type { Settings } from '../config.ts'
import { ErasedList, namesBy } from '../operations/erased/list.ts'
import { Refusal } from '../operations/refusal.ts'
import { knownSecretKey } from '../operations/secret.ts'
import { openExistingStore } from '../store/open.ts'

const USAGE = `Cách dùng: npm run retention -- erase KÊNH MÃ --sure
  KÊNH  như "npm run accounts -- list" ghi, ví dụ zalo:4000000000000000004
  MÃ    mã của người ấy ở nền tảng, như trong yêu cầu gửi đến
Xóa rồi không lấy lại được. Người dân tự nhắn được thì nên để họ nhắn “xóa dữ liệu của tôi”.`

/**
 * Erases everything of one person, for whom asks by another way than their own chat: by letter, or by the platform. Beside a
 * running server as well. Returns what to print.
 * @throws Refusal with what to do.
 */
export async function erasedByHand(
  options: readonly string[],
  settings: Pick<Settings, 'dataDir' | 'databaseUrl' | 'secretKey'>,
  now: number,
): Promise<string> {
  const [account, person, ...more] = options.filter(option => option !== '--sure')
  if (account === undefined || person === undefined || more.length > 0 || !options.includes('--sure'))
    throw new Refusal(USAGE)
  const store = await openExistingStore(settings)
  try {
    const [found] = await store.load([{ account, person }])
    if (!found)
      throw new Refusal(`Không giữ gì của người ấy ở kênh ${account}. Xem lại hai mã, hoặc đã xóa rồi.`)
    const key = knownSecretKey(settings.secretKey, settings.dataDir)
    if (key !== null)
      ErasedList.of(settings.dataDir).note([
        { kind: 'erased', who: namesBy(key).of({ account, person }), at: now },
      ])
    await store.forgetPeople({ erased: [{ id: found.id, account, person, at: now }], leaving: [] })
    return 'Đã xóa mọi điều về người ấy. Nhật ký xóa ghi thêm một dòng, không ghi của ai.'
  } finally {
    await store.close()
  }
}
