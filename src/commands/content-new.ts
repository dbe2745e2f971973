import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { FOLDERS, faultOfName, Kind, scaffold } from '../catalogue/editing/scaffold.ts'
import { DRAFTS } from '../catalogue/files.ts'
import { operatorCommand } from '../operations/command.ts'
import { Refusal } from '../operations/refusal.ts'
import { contentFolder } from './content-folder.ts'
import { todayInVietnam } from './today.ts'

/**
 * `npm run content:new -- procedure CODE | guide ID | faq ID | life-event ID | place ID [FOLDER]`: begins an entry as a
 * draft in which every field is explained. Never writes over anything.
 * @throws Refusal with what to do.
 */
export function contentNew(
  [given, name, folder = contentFolder()]: readonly string[],
  say: (text: string) => void,
): void {
  const kind = Kind.safeParse(given).data
  if (!kind || name === undefined) throw new Refusal(USAGE)
  const fault = faultOfName(kind, name)
  if (fault !== null) throw new Refusal(fault)
  const published = join(folder, FOLDERS[kind], `${name}.yaml`)
  const draft = join(folder, DRAFTS, FOLDERS[kind], `${name}.yaml`)
  if (existsSync(draft)) throw new Refusal(`Đã có bản nháp ${draft}. Mở tệp đó viết tiếp.`)
  if (existsSync(published))
    throw new Refusal(
      `Đã có ${published}. Sửa thẳng tệp đó thì người dân thấy ngay; muốn xem trước thì chép sang ${draft} rồi sửa ở đó.`,
    )
  mkdirSync(dirname(draft), { recursive: true })
  writeFileSync(draft, scaffold(kind, name, todayInVietnam()), { flag: 'wx' })
  say(`Đã tạo bản nháp ${draft}

1. Mở tệp đó, điền chỗ nào có chữ ĐIỀN.
2. Kiểm tra: npm run content:lint -- --drafts
3. Xem trước: npm run preview
4. Đăng: npm run content:publish -- ${kind} ${name}`)
}

const USAGE = `Cách dùng:
  npm run content:new -- procedure 1.004194          thủ tục, theo mã trên Cổng
  npm run content:new -- guide dang-ky-tam-tru       hướng dẫn từng bước
  npm run content:new -- faq quen-mat-khau           câu hỏi hay gặp
  npm run content:new -- life-event sua-nha          chuyện trong nhà và các việc phải làm
  npm run content:new -- place trung-tam-xa-minh     nơi tiếp nhận`

if (import.meta.main)
  await operatorCommand(() => contentNew(process.argv.slice(2), text => console.log(text)))
