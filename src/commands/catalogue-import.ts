import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { readContent } from '../catalogue/content.ts'
import { compare, succeed } from '../catalogue/import/compare.ts'
import { readListFile, UnusableList } from '../catalogue/import/list-file.ts'
import { amount, report } from '../catalogue/import/report.ts'
import { listPath, readList, writeList } from '../catalogue/import/stored.ts'
import { Parsed, parsedIn } from '../catalogue/parsed.ts'
import { Day } from '../catalogue/schema/common.ts'
import { settingsFromHere } from '../config.ts'

const USAGE = `Cách dùng: npm run catalogue:import -- TỆP [--date 2026-07-15] [--all]
  TỆP     danh sách thủ tục của Cổng Dịch vụ công quốc gia: .tsv, .csv hoặc .xlsx
  --date  ngày của danh sách; không ghi thì lấy ngày của tệp
  --all   in hết các mục mới, thay đổi, không còn`

/**
 * `npm run catalogue:import -- FILE`: brings an official list in, under DATA_DIR. A server that runs takes it up by
 * itself within seconds. Repeating it changes nothing; exit code 1 where nothing was brought in.
 */
function main(): void {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { date: { type: 'string' }, all: { type: 'boolean', default: false } },
  })
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0) throw new UnusableList(USAGE)
  const settings = settingsFromHere()
  const began = performance.now()

  const date = values.date === undefined ? dayOf(statSync(file).mtime) : dayGiven(values.date)
  say(`Đọc ${basename(file)}…`)
  const { procedures, refused } = readListFile(file)
  say(`Đã đọc ${amount(procedures.length)} thủ tục.`)

  const path = listPath(settings.dataDir)
  const before = readList(path)
  if (before.kind === 'broken') say(`Danh sách đang dùng (${path}) bị hỏng, sẽ được thay bằng danh sách này.`)
  const old = before.kind === 'ok' ? before.list : null
  say(old ? `So với danh sách ngày ${old.date}…` : 'Chưa có danh sách nào, đây là lần nhập đầu tiên.')
  const comparison = compare(old, procedures)
  const next = succeed(old, procedures, date)

  say('Đọc các thủ tục đã soạn riêng…')
  const { content } = readContent(settings.contentDir, false, new Parsed(parsedIn(settings.dataDir)))
  if (!content) say('Nội dung đang có lỗi nên chưa so được; chạy npm run content:lint để xem.')
  const written = content?.procedures.map(({ value }) => value) ?? []

  const isSame = JSON.stringify(old) === JSON.stringify(next)
  if (!isSame) writeList(path, next)
  for (const line of report({ comparison, refused, written, listed: procedures }, values.all)) say(line)
  if (old && comparison.vanished.length * 2 > old.procedures.length)
    say('Chú ý: hơn nửa danh sách cũ không còn. Nếu tệp này chỉ là một phần, hãy nhập lại tệp đầy đủ.')
  const seconds = ((performance.now() - began) / 1000).toLocaleString('vi-VN', { maximumFractionDigits: 1 })
  say(
    isSame
      ? `Không có gì thay đổi. (${seconds} giây)`
      : `Xong: ${amount(procedures.length)} thủ tục, ngày ${date}, ghi vào ${path}. (${seconds} giây)`,
  )
}

function dayGiven(text: string): string {
  const day = Day.safeParse(text).data
  if (day === undefined) throw new UnusableList(`--date phải là ngày dạng 2026-07-15, không phải "${text}".`)
  return day
}

/** `2026-07-15` in Vietnam; the Swedish way of writing a date is the ISO one. */
function dayOf(time: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(time)
}

function say(line: string): void {
  console.log(line)
}

try {
  main()
} catch (error) {
  const isKnown = error instanceof UnusableList || (error instanceof Error && 'code' in error)
  console.error(isKnown ? sentenceOf(error) : error)
  process.exitCode = 1
}

function sentenceOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return `Không tìm thấy tệp: ${error.message.replace(/^.*'(.*)'.*$/, '$1')}`
  if (code.startsWith('ERR_PARSE_ARGS')) return `${error.message}\n${USAGE}`
  return error.message
}
