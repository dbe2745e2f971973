import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { stringify } from 'yaml'
import { Curation } from '../../src/catalogue/curation.ts'
import { loadKnowledge } from '../../src/catalogue/load.ts'
import { Library, type LibraryOptions } from '../../src/library/library.ts'
import { type Fault, readAside } from '../../src/library/reading.ts'
import { appearanceOf } from '../../src/operations/appearance.ts'
import { faq, folder, sound } from '../catalogue/folder.ts'
import { until as holdsWithin } from '../front-door/house.ts'

const ABILITIES = { 'bot.tra-cuu': 'co' } as const
const SAFETY = 'faq/lo-lua-dao.yaml'
const TITLE = 'Trang này có phải lừa đảo không?'

/** A thread has to start for each reading, on machines that may be busy. */
const until = (holds: () => boolean, what: string) => holdsWithin(holds, what, 30_000)

/** A library over a folder, which it looks at all the time; what it tells is kept. */
async function library(path = folder({ [SAFETY]: faq() }), options: Partial<LibraryOptions> = {}) {
  const told = { faults: [] as Fault[], readings: 0, errors: [] as unknown[] }
  const staff = { curation: Curation.parse({}) }
  const loaded = loadKnowledge(path, { abilities: ABILITIES, curation: staff.curation })
  if (loaded.kind === 'faults') throw new Error('The content of this test does not load')
  const shelf = new Library({
    first: loaded.knowledge,
    firstLook: await appearanceOf(path),
    firstCuration: staff.curation,
    look: () => appearanceOf(path),
    curation: async () => staff.curation,
    read: (curation, signal) => readAside(path, { abilities: ABILITIES, curation }, path, signal),
    objection: () => null,
    prepare: () => {},
    onFault: fault => told.faults.push(fault),
    onRead: () => {
      told.readings++
    },
    onError: error => told.errors.push(error),
    lookEveryMs: 20,
    settledAfterMs: 30,
    ...options,
  })
  shelf.open(() => {})
  onTestFinished(async () => {
    await shelf.close()
    expect(told.errors).toEqual([])
  })
  const title = () => shelf.knowledge.faqs.get('lo-lua-dao')?.title
  return { shelf, told, path, staff, title, write: (file: string, text: string) => save(path, file, text) }
}

/** As editors do: a new file takes the place of the old one. */
function save(path: string, file: string, text: string): void {
  mkdirSync(dirname(join(path, file)), { recursive: true })
  writeFileSync(join(path, `${file}.moi`), text)
  renameSync(join(path, `${file}.moi`), join(path, file))
}

describe('while the server runs', { timeout: 60_000 }, () => {
  it('a change that is sound becomes what the bot knows, frozen like the first', async () => {
    const { shelf, title, write } = await library()
    const before = shelf.knowledge
    write(SAFETY, faq({ title: 'Có an toàn không?' }))
    await until(() => title() === 'Có an toàn không?', 'the change')
    expect(shelf.knowledge.version).not.toBe(before.version)
    expect(before.faqs.get('lo-lua-dao')?.title).toBe(TITLE)
    const { faqs } = shelf.knowledge
    expect(() => faqs instanceof Map && faqs.clear()).toThrow('immutable')
  })

  it('a change with a fault is refused and told once, and what was known stays', async () => {
    const { shelf, told, title, write } = await library()
    write(SAFETY, faq({ title: 'Có an toàn không?', answer: 7 }))
    await until(() => shelf.faults.length > 0, 'the refusal')
    const [fault] = shelf.faults
    expect(fault).toMatchObject({ file: SAFETY, line: 3 })
    expect(fault?.message).toContain('"answer"')
    expect(title()).toBe(TITLE)
    // Another file changes; the fault is still there.
    write('operator.yaml', stringify({ ...sound.operator, unit: 'Phường An Hòa' }))
    await until(() => told.readings === 2, 'the second reading')
    expect(told.faults).toEqual([fault])
    expect(shelf.knowledge.operator.unit).toBe('Phường An Bình')

    write(SAFETY, faq({ title: 'Có an toàn không?' }))
    await until(() => title() === 'Có an toàn không?', 'the mended change')
    expect(shelf.faults).toEqual([])
    expect(shelf.knowledge.operator.unit).toBe('Phường An Hòa')

    write(SAFETY, faq({ title: 'Có an toàn không?', answer: 7 }))
    await until(() => shelf.faults.length > 0, 'the refusal of the same fault')
    expect(told.faults).toEqual([fault, fault])
  })

  it('what this installation objects to is refused like a fault', async () => {
    const objection = { file: 'operator.yaml', line: null, message: 'còn là ví dụ' }
    const { shelf, write } = await library(undefined, {
      objection: ({ operator }) => (operator.example ? objection : null),
    })
    write('operator.yaml', stringify({ ...sound.operator, example: true }))
    await until(() => shelf.faults.length > 0, 'the refusal')
    expect(shelf.faults).toEqual([objection])
    expect(shelf.knowledge.operator.example).toBe(false)
  })

  it('a file that is still being written is not read', async () => {
    const whole = faq({ title: 'Có an toàn không?' })
    const { shelf, told, path, title } = await library(undefined, { settledAfterMs: 300 })
    // Half a file is a fault here; the pen is lifted more often than the library waits.
    for (const part of [0.2, 0.5, 0.8, 1]) {
      writeFileSync(join(path, SAFETY), whole.slice(0, whole.length * part))
      const halves = Date.now()
      await until(() => Date.now() - halves > 60, 'the next stroke')
    }
    await until(() => title() === 'Có an toàn không?', 'the whole file')
    expect(told.faults).toEqual([])
    expect(shelf.faults).toEqual([])
  })

  it('a folder that changed while it was read is read again', async () => {
    const path = folder({ [SAFETY]: faq() })
    let reads = 0
    const { title } = await library(path, {
      read: async (curation, signal) => {
        const loaded = await readAside(path, { abilities: ABILITIES, curation }, path, signal)
        if (reads++ === 0) save(path, SAFETY, faq({ title: 'Bản sau' }))
        return loaded
      },
    })
    save(path, SAFETY, faq({ title: 'Bản trước' }))
    const seen = new Set<string | undefined>()
    await until(() => seen.add(title()).has('Bản sau'), 'the last change')
    expect([...seen]).toEqual([TITLE, 'Bản sau'])
  })

  it('files that were only touched make no new snapshot', async () => {
    const { shelf, told, write } = await library()
    const before = shelf.knowledge
    write(SAFETY, faq())
    await until(() => told.readings === 1, 'the reading')
    expect(shelf.knowledge).toBe(before)
  })

  it('a folder that is exchanged by its link is noticed, as a ConfigMap is', async () => {
    const [old, fresh] = [folder({ [SAFETY]: faq() }), folder({ [SAFETY]: faq({ title: 'Bản mới' }) })]
    const mount = folder()
    rmSync(mount, { recursive: true })
    mkdirSync(mount)
    cpSync(old, join(mount, '..2026_11_23'), { recursive: true })
    symlinkSync('..2026_11_23', join(mount, '..data'))
    for (const name of ['operator.yaml', 'offices.yaml', 'guides', 'faq', 'language'])
      symlinkSync(join('..data', name), join(mount, name))
    const { title, told } = await library(mount)
    expect(title()).toBe(TITLE)
    cpSync(fresh, join(mount, '..2026_11_24'), { recursive: true })
    symlinkSync('..2026_11_24', join(mount, '..data_tmp'))
    renameSync(join(mount, '..data_tmp'), join(mount, '..data'))
    rmSync(join(mount, '..2026_11_23'), { recursive: true })
    await until(() => title() === 'Bản mới', 'the exchange')
    expect(told.faults).toEqual([])
  })

  it('a folder that goes is a fault of each file, and its return is noticed', async () => {
    const { shelf, path, title } = await library()
    renameSync(path, `${path}-aside`)
    onTestFinished(() => rmSync(`${path}-aside`, { recursive: true, force: true }))
    await until(() => shelf.faults.length > 0, 'the refusal')
    expect(shelf.faults[0]?.message).toContain('không tìm thấy')
    expect(title()).toBe(TITLE)
    renameSync(`${path}-aside`, path)
    await until(() => shelf.faults.length === 0, 'the return')
  })

  it('nothing is ever written into the folder, so that it may be mounted read-only', async () => {
    const { told, path, write } = await library()
    write(SAFETY, faq({ title: 'Có an toàn không?' }))
    const before = await appearanceOf(path)
    await until(() => told.readings === 1, 'the reading')
    expect(await appearanceOf(path)).toBe(before)
    expect(readFileSync(join(path, SAFETY), 'utf8')).toBe(faq({ title: 'Có an toàn không?' }))
  })

  it('a reading under way holds up nobody who closes', async () => {
    const { shelf, write, title } = await library(undefined, {
      read: (_, signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    })
    write(SAFETY, faq({ title: 'Có an toàn không?' }))
    const opened = Date.now()
    await until(() => Date.now() - opened > 200, 'the reading to begin')
    await shelf.close()
    expect(title()).toBe(TITLE)
    expect(shelf.faults).toEqual([])
  })

  it('what staff add is live as well', async () => {
    const { shelf, staff } = await library()
    staff.curation = Curation.parse({
      answers: [
        { id: 'gui-xe', title: 'Gửi xe ở đâu?', answer: 'Sân sau, không mất phí.', date: '2026-11-23' },
      ],
    })
    await until(() => shelf.knowledge.faqs.has('gui-xe'), 'the addition')
  })
})
