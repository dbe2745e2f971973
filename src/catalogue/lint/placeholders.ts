import type { Content } from '../content.ts'
import { STEP_PLACEHOLDERS } from '../placeholders.ts'
import { DERIVED_PLACEHOLDERS } from '../schema/derived.ts'
import { SENTENCES } from '../schema/sentences.ts'
import { linksOf } from './addresses.ts'
import { type Problem, type Rule, spokenFiles } from './rule.ts'
import { type TextAt, textsOf } from './texts.ts'

/** Words in braces are filled when the bot speaks; one that nobody fills would be left out in front of people. */
export const placeholders: Rule = {
  id: 'placeholders',
  title: 'chữ trong ngoặc nhọn đều được điền',
  blocks: false,
  looksAt: spokenFiles,
  check: content => [
    ...textsOf(content).flatMap(text => unknownIn(text, allowedIn(text))),
    ...linksOf(content).flatMap(({ url, ...place }) => unknownIn({ ...place, text: url }, ['trang-thu-tuc'])),
    ...unknownDefaults(content),
  ],
}

const STEP = Object.keys(STEP_PLACEHOLDERS)
const BY_SENTENCE: { readonly [key: string]: readonly string[] } = SENTENCES
const BY_PATTERN: { readonly [key: string]: readonly string[] } = DERIVED_PLACEHOLDERS

function allowedIn({ role, path }: TextAt): readonly string[] {
  const [group, key] = path.map(String)
  switch (role) {
    case 'step':
      return STEP
    case 'sentence':
      return BY_SENTENCE[key ?? ''] ?? []
    case 'pattern':
      return [...(BY_PATTERN[`${group}.${key}`] ?? BY_PATTERN[group ?? ''] ?? []), ...STEP]
    case 'note':
    case 'label':
    case 'title':
      return group === 'steps' ? STEP : []
    default:
      return []
  }
}

function unknownIn(place: Pick<TextAt, 'file' | 'line' | 'text'>, allowed: readonly string[]): Problem[] {
  const names = new Set([...place.text.matchAll(/\{([^{}]*)\}/g)].map(match => match[1] ?? ''))
  return [...names]
    .filter(name => !allowed.includes(name))
    .map(name => ({
      level: 'fail',
      file: place.file,
      line: place.line,
      message: `"{${name}}" không được điền ở đây; ${
        allowed.length > 0
          ? `chỉ dùng được: ${allowed.map(word => `{${word}}`).join(' ')}`
          : 'hãy viết hẳn ra'
      }`,
    }))
}

/** sentences.yaml says how to call what is not known; for a placeholder that does not exist this is a slip. */
function unknownDefaults({ sentences }: Content): Problem[] {
  return Object.keys(sentences.value.placeholders)
    .filter(name => !STEP.includes(name))
    .map(name => ({
      level: 'fail',
      file: sentences.file,
      line: sentences.line(['placeholders', name]),
      message: `không có chữ điền nào tên "${name}"; chỉ có: ${STEP.join(', ')}`,
    }))
}
