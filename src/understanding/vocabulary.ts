import type { Knowledge } from '../catalogue/knowledge.ts'

/** What stands on screens to choose from: options, obstacles, papers, statuses and labels. */
export function textsToChoose(knowledge: Knowledge): string[] {
  const steps = [...knowledge.guides.values()].flatMap(guide => guide.steps)
  return [
    ...steps.flatMap(step => {
      switch (step.kind) {
        case 'use':
        case 'finish':
          return []
        case 'ask':
          return [
            ...Object.values(step.options).flatMap(({ label, also }) => [label, ...also]),
            ...step.obstacles.map(obstacle => obstacle.label),
          ]
        case 'prepare':
          return [...step.items.map(item => item.label), ...step.obstacles.map(obstacle => obstacle.label)]
        default:
          return step.obstacles.map(obstacle => obstacle.label)
      }
    }),
    ...knowledge.statuses.flatMap(({ label, also }) => [label, ...also]),
    ...Object.values(knowledge.sentences.labels),
    ...Object.values(knowledge.sentences.commands),
  ]
}
