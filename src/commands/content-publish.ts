import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readContent } from '../catalogue/content.ts'
import { FOLDERS, faultOfName, Kind, modeline } from '../catalogue/editing/scaffold.ts'
import { DRAFTS } from '../catalogue/files.ts'
import { type Finding, isFail } from '../catalogue/finding.ts'
import { lintContent, RULES } from '../catalogue/lint/index.ts'
import { unfilled } from '../catalogue/lint/unfilled.ts'
import { leadsHome } from '../understanding/leads-home.ts'
import { todayInVietnam } from './today.ts'

/**
 * `npm run content:publish -- procedure CODE | guide ID | faq ID | life-event ID | place ID [FOLDER]`: puts a draft in the
 * place of what citizens read, unless a check fails in it or something is still to be filled in. A running server has it
 * seconds later.
 */
function main(given: string | undefined, name: string | undefined, folder: string): void {
  const kind = Kind.safeParse(given).data
  if (!kind || name === undefined || faultOfName(kind, name) !== null)
    return refuse(
      'Cách dùng: npm run content:publish -- procedure MÃ; hoặc guide, faq, life-event, place kèm TÊN',
    )
  const file = `${FOLDERS[kind]}/${name}.yaml`
  const draft = join(folder, DRAFTS, file)
  if (!existsSync(draft)) return refuse(`Không có bản nháp ${draft}; kiểm tra lại tên.`)
  const open = lintContent(readContent(folder, true), todayInVietnam(), [...RULES, leadsHome]).filter(
    found => found.file === `${DRAFTS}/${file}` && keeps(found),
  )
  if (open.length > 0) return refuse(['Chưa đăng được, còn phải sửa:', ...open.map(lineOf)].join('\n'))
  publish(
    draft,
    join(folder, file),
    readFileSync(draft, 'utf8').replace(modeline(kind, '../../'), modeline(kind, '../')),
  )
  console.log(`Đã đăng ${join(folder, file)}. Máy chủ đang chạy sẽ dùng bản này sau vài giây.`)
}

function keeps(found: Finding): boolean {
  return isFail(found) || (found.rule === unfilled.id && found.level !== 'pass')
}

function lineOf({ file, line, message }: Finding): string {
  return `  ${line === null ? file : `${file}:${line}`}  ${message}`
}

/** Whole or not at all: a server may look at any moment. */
function publish(draft: string, place: string, text: string): void {
  mkdirSync(dirname(place), { recursive: true })
  const beside = join(dirname(place), `.${process.pid}.new`)
  writeFileSync(beside, text)
  renameSync(beside, place)
  rmSync(draft)
}

function refuse(message: string): void {
  console.error(message)
  process.exitCode = 1
}

main(process.argv[2], process.argv[3], process.argv[4] ?? 'content')
