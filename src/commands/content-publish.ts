import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readContent } from '../catalogue/content.ts'
import { FOLDERS, faultOfName, Kind, modeline } from '../catalogue/editing/scaffold.ts'
import { DRAFTS } from '../catalogue/files.ts'
import { type Finding, isFail } from '../catalogue/finding.ts'
import { lintContent, RULES } from '../catalogue/lint/index.ts'
import { unfilled } from '../catalogue/lint/unfilled.ts'
import { operatorCommand } from '../operations/command.ts'
import { Refusal } from '../operations/refusal.ts'
import { leadsHome } from '../understanding/leads-home.ts'
import { contentFolder } from './content-folder.ts'
import { todayInVietnam } from './today.ts'

/**
 * `npm run content:publish -- procedure CODE | guide ID | faq ID | life-event ID | place ID [FOLDER]`: puts a draft in the
 * place of what citizens read, unless a check fails in it or something is still to be filled in. A running server has it
 * seconds later.
 * @throws Refusal with what to do.
 */
export function contentPublish(
  [given, name, folder = contentFolder()]: readonly string[],
  say: (text: string) => void,
): void {
  const kind = Kind.safeParse(given).data
  if (!kind || name === undefined || faultOfName(kind, name) !== null)
    throw new Refusal(
      'Cách dùng: npm run content:publish -- procedure MÃ; hoặc guide, faq, life-event, place kèm TÊN',
    )
  const file = `${FOLDERS[kind]}/${name}.yaml`
  const draft = join(folder, DRAFTS, file)
  if (!existsSync(draft)) throw new Refusal(`Không có bản nháp ${draft}; kiểm tra lại tên.`)
  const read = readContent(folder, true)
  const open = lintContent(read, todayInVietnam(), [...RULES, leadsHome]).filter(found =>
    // Where another file cannot be read nothing is checked at all, the draft neither.
    read.content === null ? isFail(found) : found.file === `${DRAFTS}/${file}` && keeps(found),
  )
  if (open.length > 0) throw new Refusal(['Chưa đăng được, còn phải sửa:', ...open.map(lineOf)].join('\n'))
  publish(
    draft,
    join(folder, file),
    readFileSync(draft, 'utf8').replace(modeline(kind, '../../'), modeline(kind, '../')),
  )
  say(`Đã đăng ${join(folder, file)}. Máy chủ đang chạy sẽ dùng bản này sau vài giây.`)
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

if (import.meta.main)
  await operatorCommand(() => contentPublish(process.argv.slice(2), text => console.log(text)))
