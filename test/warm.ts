import { warmUp } from '../src/understanding/understand.ts'
import { contentKnowledge } from './content-knowledge.ts'
import './kept-model.ts'

/** Parses content/ and learns from it once, before many files of tests would do it side by side. */
export default function warm(): void {
  warmUp(contentKnowledge())
}
