import { type Finding, isFail } from '../catalogue/finding.ts'
import { lintFolder } from '../catalogue/lint/index.ts'

const WORDS = { pass: 'PASS', warn: 'WARN', fail: 'FAIL' } as const

/** `npm run content:lint [-- FOLDER]`: one line for each check and place; exit code 1 where one of them fails. */
function main(folder: string): void {
  const findings = lintFolder(folder, todayInVietnam())
  for (const finding of findings) console.log(lineOf(finding))
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

/** `2026-07-15`; the Swedish way of writing a date is the ISO one. */
function todayInVietnam(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date())
}

main(process.argv[2] ?? 'content')
