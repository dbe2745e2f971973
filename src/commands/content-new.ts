import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { FOLDERS, faultOfName, Kind, scaffold } from '../catalogue/editing/scaffold.ts'
import { DRAFTS } from '../catalogue/files.ts'
import { todayInVietnam } from './today.ts'

/**
 * `npm run content:new -- procedure CODE | guide ID | faq ID | life-event ID | place ID [FOLDER]`: begins an entry as a
 * draft in which every field is explained. Never writes over anything.
 */
function main(given: string | undefined, name: string | undefined, folder: string): void {
  const kind = Kind.safeParse(given).data
  if (!kind || name === undefined) return refuse(USAGE)
  const fault = faultOfName(kind, name)
  if (fault !== null) return refuse(fault)
  const published = join(folder, FOLDERS[kind], `${name}.yaml`)
  const draft = join(folder, DRAFTS, FOLDERS[kind], `${name}.yaml`)
  if (existsSync(draft)) return refuse(`Đã có bản nháp ${draft}. Mở tệp đó viết tiếp.`)
  if (existsSync(published))
    return refuse(
      `Đã có ${published}. Sửa thẳng tệp đó thì người dân thấy ngay; muốn xem trước thì chép sang ${draft} rồi sửa ở đó.`,
    )
  mkdirSync(dirname(draft), { recursive: true })
  writeFileSync(draft, scaffold(kind, name, todayInVietnam()), { flag: 'wx' })
  console.log(`Đã tạo bản nháp ${draft}

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

function refuse(message: string): void {
  console.error(message)
  process.exitCode = 1
}

main(process.argv[2], process.argv[3], process.argv[4] ?? 'content')
