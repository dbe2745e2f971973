import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { faq, folder, guide } from './folder.ts'

const COMMAND = join(import.meta.dirname, '../../src/commands/content-lint.ts')

function lint(path: string | null, env: { [name: string]: string } = {}) {
  const { stdout, status } = spawnSync(process.execPath, [COMMAND, ...(path === null ? [] : [path])], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { lines: stdout.trimEnd().split('\n'), status }
}

it('prints a line for each check and place, counts them, and fails where something must be mended', () => {
  const { lines, status } = lint(
    folder({
      'guides/a.yaml': guide('a', '  - { id: doc, do: Bấm nút Đăng nhập. }'),
      'faq/lo-lua-dao.yaml': faq({ answer: 'Nộp ở công an huyện.' }),
    }),
  )
  expect(lines).toContain(
    'FAIL  guides/a.yaml:5  có chữ "bấm"; viết "chọn", "mở" hoặc "gõ", vì mỗi kênh chọn một cách khác nhau',
  )
  expect(lines).toContain(
    'WARN  faq/lo-lua-dao.yaml:3  "công an huyện": cấp huyện không còn từ ngày 1/7/2025; ghi cấp xã hoặc cấp tỉnh, hoặc nói rõ là tên cũ',
  )
  expect(lines).toContain('PASS  guides/a.yaml  độ dài vừa một tin nhắn')
  const passed = lines.filter(line => line.startsWith('PASS  ')).length
  expect(lines.at(-1)).toBe(`${passed} đạt, 1 nên xem lại, 1 phải sửa`)
  expect(status).toBe(1)
})

it('succeeds where nothing must be mended', () => {
  const { lines, status } = lint(folder())
  expect(lines.at(-1)).toMatch(/^\d+ đạt, 0 nên xem lại, 0 phải sửa$/)
  expect(status).toBe(0)
})

it('looks at the content that the server here says, where no folder is named', () => {
  const own = folder({ 'guides/a.yaml': guide('a', '  - { id: doc, do: Bấm nút Đăng nhập. }') })
  expect(lint(null, { CONTENT_DIR: own }).lines.at(-1)).toMatch(/ 1 phải sửa$/)
})

it('says so where the folder is not there', () => {
  const { lines, status } = lint(join(folder(), 'khong-co'))
  expect(lines[0]).toContain('không tìm thấy')
  expect(status).toBe(1)
})
