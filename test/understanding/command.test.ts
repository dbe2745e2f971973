import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'

function run(input: string): unknown[] {
  const { stdout, stderr, status } = spawnSync('node', ['src/commands/understand.ts'], {
    input,
    encoding: 'utf8',
  })
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
}

it('gives one line of JSON for each message, and suggestions with their scores, the best first', () => {
  const name = 'Đăng ký khai sinh'
  const input = 'làm khai sinh cho con\r\n\nquay lại\nxin chào\ngiá vàng hôm nay\nsang tên\n'
  const [certain, command, talk, outside, unsure, ...more] = run(input)
  expect(certain).toEqual({
    text: 'làm khai sinh cho con',
    kind: 'certain',
    candidates: [{ kind: 'procedure', id: '1.001193', title: name, score: expect.any(Number) }],
  })
  expect(command).toEqual({ text: 'quay lại', kind: 'back', candidates: [] })
  expect(talk).toEqual({ text: 'xin chào', kind: 'greeting', candidates: [] })
  expect(outside).toEqual({ text: 'giá vàng hôm nay', kind: 'outside', candidates: [] })
  expect(unsure).toMatchObject({
    kind: 'unsure',
    candidates: [{ kind: 'procedure' }, { kind: 'procedure' }, {}],
  })
  expect(more).toEqual([])
})
