import fc from 'fast-check'
import type { Knowledge } from '../../src/catalogue/knowledge.ts'
import { Guide } from '../../src/catalogue/schema/guide.ts'
import { SENTENCES, Sentences } from '../../src/catalogue/schema/sentences.ts'
import { guideVersions } from '../../src/catalogue/version.ts'
import { knowledgeOf, procedure } from '../catalogue/folder.ts'

const base = knowledgeOf({ 'procedures/1.004194.yaml': procedure() })

/** Each sentence is its own name and what is put in: "remindSet thứ Ba 24/11/2026 Việc goc". */
const say = Sentences.shape.say.parse(
  Object.fromEntries(
    Object.entries(SENTENCES).map(([key, parts]) => [
      key,
      [key, ...parts.map(part => `{${part}}`)].join(' '),
    ]),
  ),
)

/**
 * The sound little content of the catalogue's tests, with these guides instead of its own; `code` names the procedure that the first
 * of them leads through.
 */
export function knowledgeWith(guides: Guide[], code: string | null = null): Knowledge {
  const byId = new Map(guides.map(guide => [guide.id, guide]))
  const versions = guideVersions(byId)
  return {
    ...base,
    sentences: { ...base.sentences, say },
    guides: new Map(
      guides.map((guide, index) => [
        guide.id,
        {
          ...guide,
          version: versions.get(guide.id) ?? '',
          procedure: index === 0 ? code : null,
          derived: false,
        },
      ]),
    ),
  }
}

/** Parses a guide as an author writes it. */
export function guide(id: string, steps: object[]): Guide {
  return Guide.parse({
    id,
    title: `Việc ${id}`,
    summary: 'Xong việc.',
    source: { title: 'Thử', date: '2026-07-15' },
    steps,
  })
}

type Written = { id: string; [field: string]: unknown }

const OPTIONS = { co: 'Có', khong: 'Không', khac: 'Khác' }

/** A condition on earlier steps that have values: asks, and the guide that is used. */
function condition(subjects: string[]): fc.Arbitrary<object | undefined> {
  if (subjects.length === 0) return fc.constant(undefined)
  const is = fc
    .tuple(
      fc.constantFrom(...subjects),
      fc.subarray([...Object.keys(OPTIONS), 'xong', 'hong', 'done'], { minLength: 1 }),
    )
    .map(([subject, values]) => ({ [subject]: values }))
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 3, arbitrary: is },
    { weight: 1, arbitrary: is.map(of => ({ not: of })) },
    { weight: 1, arbitrary: fc.tuple(is, is).map(([a, b]) => ({ any: [a, b] })) },
    { weight: 1, arbitrary: fc.tuple(is, is).map(([a, b]) => ({ all: [a, b] })) },
  )
}

function step(id: string, earlier: string[], uses: string | null): fc.Arbitrary<Written> {
  const skippable = fc.boolean()
  const obstacles = fc.constantFrom([], [{ id: 'hong', label: 'Bị hỏng', help: 'Thử lại xem sao.' }])
  const kinds: fc.Arbitrary<object>[] = [
    fc.record({ tell: fc.constant('Đọc cái này.') }),
    fc.record({ do: fc.constant('Làm cái này.'), skippable, obstacles }),
    fc.record({ ask: fc.constant('Chọn gì ạ?'), options: fc.constant(OPTIONS), skippable }),
    fc.record({ enter: fc.constant('Mấy người ạ?'), as: fc.constant('so'), skippable }),
    fc.tuple(condition(earlier)).map(([when]) => ({
      prepare: 'Có gì rồi ạ?',
      items: [
        { id: 'mot', label: 'Giấy một' },
        { id: 'hai', label: 'Giấy hai', ...(when ? { when } : {}) },
      ],
    })),
    fc.constantFrom({ finish: 'xong' }, { finish: 'hong' }),
    ...(uses ? [fc.constant({ use: uses })] : []),
  ]
  return fc.tuple(fc.oneof(...kinds), condition(earlier)).map(([kind, when]) => ({
    id,
    ...kind,
    ...(when || 'finish' in kind ? { when: when ?? { [earlier[0] ?? 'khong-co']: 'khac' } } : {}),
  }))
}

function steps(prefix: string, most: number, uses: string | null): fc.Arbitrary<Written[]> {
  const ids = Array.from({ length: most }, (_, index) => `${prefix}${index}`)
  return fc
    .tuple(...ids.map((id, index) => step(id, ids.slice(0, index), uses)))
    .chain(all => fc.integer({ min: 1, max: most }).map(length => all.slice(0, length)))
    .map(all => [...all, { id: `${prefix}-cuoi`, do: 'Bước cuối.' }])
}

/** Two guides, `goc` and the `con` that it may use, as authors could have written them. */
export const twoGuides: fc.Arbitrary<Guide[]> = fc
  .tuple(steps('c', 4, null), steps('g', 7, 'con'))
  .map(([inner, outer]) => [guide('goc', outer), guide('con', inner)])

/** What can happen to a guide's steps between two visits of a person. */
export const changes: fc.Arbitrary<(guides: Guide[]) => Guide[]> = fc
  .array(
    fc.tuple(
      fc.constantFrom('remove', 'swap', 'raise', 'addTell', 'addAsk', 'dropOption'),
      fc.nat(20),
      fc.nat(20),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map(
    edits => guides =>
      guides.map(one => edits.reduce<Guide>((edited, edit, n) => change(edited, edit, n), one)),
  )

function change(one: Guide, [kind, a, b]: [string, number, number], n: number): Guide {
  const all = [...one.steps]
  const at = a % all.length
  const other = b % all.length
  const [here, there] = [all[at], all[other]]
  if (!here || !there) return one
  const added = guide('x', [
    {
      id: `moi${n}`,
      ...(kind === 'addTell' ? { tell: 'Điều mới.' } : { ask: 'Câu mới?', options: OPTIONS }),
    },
  ]).steps
  switch (kind) {
    case 'remove':
      all.splice(at, 1)
      break
    case 'swap':
      all[at] = there
      all[other] = here
      break
    case 'raise':
      if ('revision' in here) all[at] = { ...here, revision: here.revision + 1 }
      break
    case 'dropOption':
      if (here.kind === 'ask')
        all[at] = { ...here, options: Object.fromEntries(Object.entries(here.options).slice(1)) }
      break
    default:
      all.splice(at, 0, ...added)
  }
  return { ...one, steps: all.length > 0 ? all : added }
}
