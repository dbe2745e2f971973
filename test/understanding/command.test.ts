import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

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

test('one line of JSON comes out for each message that goes in', () => {
  const name = 'Đăng ký khai sinh'
  expect(run('làm khai sinh cho con\r\n\nquay lại\nxin chào\ngiá vàng hôm nay\n')).toEqual([
    {
      text: 'làm khai sinh cho con',
      kind: 'certain',
      candidates: [{ kind: 'procedure', id: '1.001193', title: name, score: expect.any(Number) }],
    },
    { text: 'quay lại', kind: 'back', candidates: [] },
    { text: 'xin chào', kind: 'greeting', candidates: [] },
    { text: 'giá vàng hôm nay', kind: 'outside', candidates: [] },
  ])
})

test('suggestions come with their scores, the best first', () => {
  const [line] = run('sang tên\n')
  expect(line).toMatchObject({
    kind: 'unsure',
    candidates: [{ kind: 'procedure' }, { kind: 'procedure' }, {}],
  })
})
