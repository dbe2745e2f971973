import type { Knowledge } from '../../catalogue/knowledge.ts'
import type { Obstacle } from '../../catalogue/schema/guide.ts'

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
            ...troublesOf(step),
          ]
        case 'prepare':
          return [...step.items.map(item => item.label), ...troublesOf(step)]
        default:
          return troublesOf(step)
      }
    }),
    ...knowledge.statuses.flatMap(({ label, also }) => [label, ...also]),
    ...Object.values(knowledge.sentences.labels),
    ...Object.values(knowledge.sentences.commands),
  ]
}

function troublesOf({ obstacles }: { readonly obstacles: readonly Obstacle[] }): string[] {
  return obstacles.flatMap(({ label, also }) => [label, ...also])
}
