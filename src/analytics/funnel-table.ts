import type { Funnel, FunnelStep } from './funnel.ts'

const BAR = 24

/** What staff call each exit. */
const EXIT_NAMES: { readonly [exit: string]: string } = {
  answered: 'đi tiếp',
  skipped: 'bỏ qua',
  back: 'trở lại',
  jumped: 'rẽ sang việc khác',
  restarted: 'làm lại',
  updated: 'hướng dẫn đổi',
  handed_off: 'chuyển người giúp',
  left: 'rời đi',
  erased: 'xóa dữ liệu',
}

/** A funnel as a table with bars, for a terminal: one step a paragraph, in Vietnamese. */
export function funnelTable(funnel: Funnel): string {
  const most = Math.max(1, ...funnel.steps.map(step => step.entered))
  const heading = `${funnel.title} (${funnel.guide})`
  if (funnel.steps.length === 0) return `${heading}\nChưa có lượt nào.`
  return [heading, '', ...funnel.steps.map((step, index) => stepLines(step, index + 1, most))].join('\n')
}

function stepLines(step: FunnelStep, number: number, most: number): string {
  const bar = '█'.repeat(Math.round((step.entered / most) * BAR)).padEnd(BAR, '·')
  const exits = Object.entries(step.exits).map(([exit, count]) => `${nameOf(exit, step)} ${count}`)
  const now = step.open > 0 ? [`đang ở đây ${step.open}`] : []
  const obstacles = step.obstacles.map(([label, count]) => `     vướng: ${label} (${count})`)
  return [
    `${String(number).padStart(3)}. ${bar} ${step.entered} lượt  ${step.title}  [${step.path}]`,
    `     ${[...exits, ...now].join(' · ')}`,
    ...obstacles,
  ].join('\n')
}

function nameOf(exit: string, step: FunnelStep): string {
  return exit === 'left' && step.outside ? 'sang Cổng, chưa rõ kết quả' : (EXIT_NAMES[exit] ?? exit)
}
