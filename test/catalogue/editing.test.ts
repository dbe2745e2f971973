import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readContent } from '../../src/catalogue/content.ts'
import { FIELDS } from '../../src/catalogue/editing/fields.ts'
import { jsonSchemaOf, SCHEMAS } from '../../src/catalogue/editing/json-schema.ts'
import { FOLDERS, Kind, scaffold } from '../../src/catalogue/editing/scaffold.ts'
import type { Knowledge } from '../../src/catalogue/knowledge.ts'
import { lintContent } from '../../src/catalogue/lint/index.ts'
import { loadKnowledge } from '../../src/catalogue/load.ts'
import { contentNew } from '../../src/commands/content-new.ts'
import { contentPublish } from '../../src/commands/content-publish.ts'
import { Refusal } from '../../src/operations/refusal.ts'
import { faq, folder, guide } from './folder.ts'

const ROOT = join(import.meta.dirname, '../..')
const CONTENT = join(ROOT, 'content')
const TODAY = '2026-07-15'
const NAMES = {
  procedure: '1.000110',
  guide: 'xin-xac-nhan',
  faq: 'mat-phieu-hen',
  'life-event': 'sua-nha',
  place: 'trung-tam-xa-moi',
} as const

/** The content files that a schema is for. */
function filesOf(pattern: string): string[] {
  const [folderName, name] = pattern.split('/')
  if (name === undefined || !name.startsWith('*')) return existsSync(join(CONTENT, pattern)) ? [pattern] : []
  return readdirSync(join(CONTENT, folderName ?? ''))
    .filter(file => file.endsWith('.yaml'))
    .map(file => `${folderName}/${file}`)
}

/** Reads a JSON Schema back, so that what an editor would say of a file can be asked. */
function checkerOf(name: string) {
  return z.fromJSONSchema(jsonSchemaOf(name))
}

describe('the JSON Schemas for editors', () => {
  it.each(Object.entries(SCHEMAS))('%s fits every file that the content has of it', (name, { files }) => {
    const checker = checkerOf(name)
    const found = filesOf(files)
    expect(found.length).toBeGreaterThan(0)
    const faults = found.flatMap(file => {
      const result = checker.safeParse(parse(readFileSync(join(CONTENT, file), 'utf8')))
      return result.success ? [] : [`${file}: ${z.prettifyError(result.error)}`]
    })
    expect(faults).toEqual([])
  })

  it.each([
    ['faq', { titel: 'Sai tên mục' }],
    ['faq', { phrasings: ['chỉ một'] }],
    ['faq', { link: { title: 'Trang', url: 'http://dichvucong.gov.vn' } }],
  ])('%s refuses what the loader refuses: %o', (name, change) => {
    const sound = parse(faq())
    expect(checkerOf(name).safeParse(sound).success).toBe(true)
    expect(checkerOf(name).safeParse({ ...sound, ...change }).success).toBe(false)
  })

  it.each([
    ['a step of two kinds', { id: 'a', tell: 'Đọc.', do: 'Làm.' }],
    ['a step of no kind', { id: 'a', title: 'Trống' }],
    ['a condition that is no answer', { id: 'a', tell: 'Đọc.', when: { sim: { co: 1 } } }],
    ['a question without options', { id: 'a', ask: 'Có không ạ?' }],
  ])('guide refuses %s', (_, step) => {
    const guide = { id: 'a', title: 'A', summary: 'B', source: { title: 'C', date: TODAY } }
    const sound = { id: 'b', tell: 'Đọc.', when: { all: [{ sim: ['co', 'khong'] }, { not: { x: 'y' } }] } }
    expect(checkerOf('guide').safeParse({ ...guide, steps: [sound] }).success).toBe(true)
    expect(checkerOf('guide').safeParse({ ...guide, steps: [sound, step] }).success).toBe(false)
  })

  it('are written as they are now: npm run content:schema', () => {
    const lie = Object.keys(SCHEMAS).filter(name => {
      const written = join(CONTENT, '.schemas', `${name}.json`)
      return JSON.stringify(jsonSchemaOf(name)) !== JSON.stringify(JSON.parse(readFileSync(written, 'utf8')))
    })
    expect(lie).toEqual([])
    expect(readdirSync(join(CONTENT, '.schemas'))).toHaveLength(Object.keys(SCHEMAS).length)
  })

  it('are what VS Code takes for each file of the content', () => {
    const settings = z
      .object({ 'yaml.schemas': z.record(z.string(), z.union([z.string(), z.array(z.string())])) })
      .parse(JSON.parse(readFileSync(join(ROOT, '.vscode/settings.json'), 'utf8')))
    const told = Object.entries(settings['yaml.schemas']).map(([schema, files]) => [
      schema,
      [files].flat()[0],
    ])
    const meant = Object.entries(SCHEMAS).map(([name, { files }]) => [
      `content/.schemas/${name}.json`,
      `content/${files}`,
    ])
    expect(told).toEqual(meant)
  })

  it('explain each field of what a clerk writes, in the words of the new files', () => {
    for (const kind of Kind.options) {
      const { properties } = jsonSchemaOf(kind)
      expect(Object.keys(z.record(z.string(), z.unknown()).parse(properties)).toSorted()).toEqual(
        Object.keys(FIELDS[kind]).toSorted(),
      )
      for (const words of Object.values(FIELDS[kind])) {
        expect(scaffold(kind, NAMES[kind], TODAY)).toContain(`# ${words}\n`)
        expect(JSON.stringify(properties)).toContain(JSON.stringify(words))
      }
    }
  })
})

describe('a new entry', () => {
  const begun = () =>
    folder({
      'guides/tai-khoan.yaml': guide('tai-khoan', '  - { id: xong, finish: xong }'),
      ...Object.fromEntries(
        Kind.options.map(kind => [
          `drafts/${FOLDERS[kind]}/${NAMES[kind]}.yaml`,
          scaffold(kind, NAMES[kind], TODAY),
        ]),
      ),
    })

  it('is of the right form at once, and lint names each line that is still to be filled in', () => {
    const found = lintContent(readContent(begun(), true), TODAY).filter(({ level }) => level !== 'pass')
    expect(found.filter(({ rule }) => rule !== 'unfilled')).toEqual([])
    expect(found.map(({ level }) => level)).not.toContain('fail')
    for (const kind of Kind.options) {
      const lines = scaffold(kind, NAMES[kind], TODAY)
        .split('\n')
        .filter(line => line.includes('ĐIỀN') && !line.trimStart().startsWith('#'))
      expect(found.filter(({ file }) => file.endsWith(`/${NAMES[kind]}.yaml`))).toHaveLength(lines.length)
    }
  })

  it('is known where drafts are asked for, and to nobody else', () => {
    const path = begun()
    const load = (drafts: boolean) => {
      const loaded = loadKnowledge(path, { abilities: { 'bot.tra-cuu': 'co' }, drafts })
      if (loaded.kind === 'faults') throw new Error(JSON.stringify(loaded.findings))
      return loaded.knowledge
    }
    const known = ({ procedures, lifeEvents, offices }: Knowledge) => [
      procedures.has(NAMES.procedure),
      lifeEvents.has(NAMES['life-event']),
      offices.some(({ id }) => id === NAMES.place),
    ]
    expect(known(load(true))).toEqual([true, true, true])
    expect(known(load(false))).toEqual([false, false, false])
  })

  it('keeps the bot as it was where it is put among what citizens read before it is filled in', () => {
    const path = folder({ 'faq/mat-phieu-hen.yaml': scaffold('faq', NAMES.faq, TODAY) })
    expect(loadKnowledge(path, { abilities: { 'bot.tra-cuu': 'co' } }).kind).toBe('faults')
  })
})

const COMMANDS = { 'content-new': contentNew, 'content-publish': contentPublish }

describe('the commands of whoever writes', () => {
  /** What a command says, or why it refuses. */
  const run = (command: keyof typeof COMMANDS, ...given: string[]) => {
    const lines: string[] = []
    try {
      COMMANDS[command](given, line => lines.push(line))
      return { said: lines.join('\n'), refused: false }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { said: error.message, refused: true }
    }
  }

  it('begin an entry once, and never write over one', () => {
    const path = folder({ 'faq/lo-lua-dao.yaml': faq() })
    expect(run('content-new', 'faq', 'mat-phieu-hen', path)).toMatchObject({ refused: false })
    const draft = join(path, 'drafts/faq/mat-phieu-hen.yaml')
    writeFileSync(draft, 'đã viết rồi')
    expect(run('content-new', 'faq', 'mat-phieu-hen', path)).toMatchObject({ refused: true })
    expect(readFileSync(draft, 'utf8')).toBe('đã viết rồi')
    expect(run('content-new', 'faq', 'lo-lua-dao', path).said).toContain('Đã có')
    expect(run('content-new', 'procedure', '12', path).said).toContain('phải có dạng 1.001193')
    expect(run('content-new', 'thu-tuc', '1.001193', path).said).toContain('Cách dùng')
    expect(run('content-new', 'place', 'Trung tâm', path).said).toContain('không dấu')
  })

  it.each([
    ['life-event', 'sua-nha', 'life-events/sua-nha.yaml'],
    ['place', 'trung-tam-xa-moi', 'offices/trung-tam-xa-moi.yaml'],
  ])('begin a %s beside the others, with the form that editors check it by', (kind, name, file) => {
    const path = folder()
    expect(run('content-new', kind, name, path)).toMatchObject({ refused: false })
    const [head] = readFileSync(join(path, 'drafts', file), 'utf8').split('\n')
    expect(head).toBe(`# yaml-language-server: $schema=../../.schemas/${kind}.json`)
    expect(existsSync(join(path, file))).toBe(false)
  })

  it('publish a place, which is then told beside those of the list', () => {
    const path = folder()
    run('content-new', 'place', 'trung-tam-xa-moi', path)
    const draft = join(path, 'drafts/offices/trung-tam-xa-moi.yaml')
    expect(run('content-publish', 'place', 'trung-tam-xa-moi', path)).toMatchObject({ refused: true })
    const written = readFileSync(draft, 'utf8')
      .replace('ĐIỀN tên nơi này', 'Trung tâm Phục vụ hành chính công xã Mới')
      .replace('ĐIỀN xã, phường và tỉnh', 'Xã Mới, tỉnh Thanh Hóa')
      .replace('ĐIỀN số nhà, thôn hoặc đường', 'Thôn 1')
      .replace('ĐIỀN số máy', '0237 111 222')
      .replace(/- ĐIỀN cách hỏi (\d).*/g, '- trung tâm xã Mới $1')
      .replace(/ # ĐIỀN.*/g, '')
    writeFileSync(draft, written)
    expect(run('content-publish', 'place', 'trung-tam-xa-moi', path)).toMatchObject({ refused: false })
    const loaded = loadKnowledge(path, { abilities: { 'bot.tra-cuu': 'co' } })
    expect(loaded.kind === 'ok' && loaded.knowledge.offices.map(({ phone }) => phone)).toEqual([
      '0237 111 222',
    ])
  })

  it('publish nothing while another file cannot be read, for then nothing was checked', () => {
    const path = folder({ 'guides/a.yaml': 'id: a\nsteps: [' })
    run('content-new', 'faq', 'mat-phieu-hen', path)
    const { said, refused } = run('content-publish', 'faq', 'mat-phieu-hen', path)
    expect(refused).toBe(true)
    expect(said).toContain('guides/a.yaml')
    expect(existsSync(join(path, 'faq/mat-phieu-hen.yaml'))).toBe(false)
  })

  it('publish a draft when nothing is left to fill in, and not before', () => {
    const path = folder()
    run('content-new', 'faq', 'mat-phieu-hen', path)
    const draft = join(path, 'drafts/faq/mat-phieu-hen.yaml')
    const early = run('content-publish', 'faq', 'mat-phieu-hen', path)
    expect(early).toMatchObject({ refused: true })
    expect(early.said).toMatch(/drafts\/faq\/mat-phieu-hen\.yaml:\d+ {2}dòng này còn chữ "ĐIỀN"/)

    const [head] = readFileSync(draft, 'utf8').split('\n')
    const phrasings = ['mất phiếu hẹn', 'lạc tờ giấy hẹn', 'không thấy phiếu hẹn đâu']
    const written = { id: 'mat-phieu-hen', title: 'Mất phiếu hẹn thì sao?', phrasings }
    writeFileSync(draft, `${head}\n${faq({ ...written, answer: 'Đọc mã hồ sơ cho cán bộ là được.' })}`)
    expect(run('content-publish', 'faq', 'mat-phieu-hen', path)).toMatchObject({ refused: false })
    expect(existsSync(draft)).toBe(false)
    const published = readFileSync(join(path, 'faq/mat-phieu-hen.yaml'), 'utf8')
    expect(published).toContain('$schema=../.schemas/faq.json\n')
    expect(published).toContain('Đọc mã hồ sơ cho cán bộ')
  })
})
