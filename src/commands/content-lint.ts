import { readContent } from '../catalogue/content.ts'
import { DRAFTS } from '../catalogue/files.ts'
import { type Finding, isFail } from '../catalogue/finding.ts'
import { lintContent, RULES } from '../catalogue/lint/index.ts'
import { type Readability, readability } from '../catalogue/lint/readability.ts'
import { MOST_WORDS } from '../catalogue/lint/sentences.ts'
import { BESIDE_PACKAGES, modelKeptIn } from '../library/kept-model.ts'
import { leadsHome } from '../understanding/leads-home.ts'
import { keepModelsIn } from '../understanding/learned/kept.ts'
import { contentFolder } from './content-folder.ts'
import { todayInVietnam } from './today.ts'

const WORDS = { pass: 'PASS', warn: 'WARN', fail: 'FAIL' } as const

/**
 * `npm run content:lint [-- FOLDER]`: one line for each check and place, then how the texts read; exit code 1 where a
 * check fails. With `--drafts` the drafts lie over the content, and only their lines and all failures are printed.
 */
function main(folder: string, drafts: boolean): void {
  keepModelsIn(modelKeptIn(BESIDE_PACKAGES))
  const read = readContent(folder, drafts)
  const all = lintContent(read, todayInVietnam(), [...RULES, leadsHome])
  const findings = drafts ? all.filter(found => isFail(found) || found.file.startsWith(`${DRAFTS}/`)) : all
  for (const finding of findings) console.log(lineOf(finding))
  if (read.content) console.log(howItReads(readability(read.content)))
  console.log(closing(findings))
  process.exitCode = findings.some(isFail) ? 1 : 0
}

function lineOf({ level, file, line, message }: Finding): string {
  return `${WORDS[level]}  ${line === null ? file : `${file}:${line}`}  ${message}`
}

function closing(findings: readonly Finding[]): string {
  const count = (level: Finding['level']) => findings.filter(finding => finding.level === level).length
  return `${count('pass')} đạt, ${count('warn')} nên xem lại, ${count('fail')} phải sửa`
}

function howItReads({ sentences, averageWords, longShare, unexplained }: Readability): string {
  const decimal = (value: number, digits: number) => value.toFixed(digits).replace('.', ',')
  return [
    `Độ dễ đọc: ${sentences} câu, trung bình ${decimal(averageWords, 1)} chữ một câu`,
    `${decimal(longShare * 100, 2)}% câu dài trên ${MOST_WORDS} chữ`,
    `${unexplained} chữ viết tắt chưa giải thích`,
  ].join('; ')
}

const given = process.argv.slice(2)
main(given.find(argument => !argument.startsWith('--')) ?? contentFolder(), given.includes('--drafts'))
