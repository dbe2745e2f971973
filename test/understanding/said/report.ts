import { contentKnowledge } from '../../content-knowledge.ts'
import { answerTo, isWronglyCertain, measure } from './measure.ts'
import { readSaid } from './said.ts'

/**
 * `node test/understanding/said/report.ts [PATTERN]`: how the development set is understood; with a pattern also every message that
 * is not, where the word in front (first, three, certain, other, ambiguous, emergency, swindle) matches. Never shows what is kept aside.
 */
const knowledge = contentKnowledge('khong')
const dev = readSaid('dev')
const pattern = process.argv[2]
if (pattern !== undefined)
  for (const said of dev) {
    const { keys, certain, kind } = answerTo(knowledge, said.text)
    const all = { ...said, keys, certain, kind }
    const faults = [
      ...(said.means === 'topic' && !said.right.includes(keys[0] ?? '') ? ['first'] : []),
      ...(said.means === 'topic' && !keys.slice(0, 3).some(key => said.right.includes(key)) ? ['three'] : []),
      ...(isWronglyCertain(all) ? ['certain'] : []),
      ...(said.means === 'ambiguous' && kind !== 'unsure' ? ['ambiguous'] : []),
      ...(said.means === 'emergency' && kind !== 'beyond' ? ['emergency'] : []),
      ...(said.means === 'swindle' && !keys.includes('faq:lua-dao') ? ['swindle'] : []),
      ...((said.means === 'outside' || said.means === 'chatter') && kind !== 'beyond' ? ['other'] : []),
    ]
    if (faults.some(fault => fault.match(pattern)))
      console.log(
        `${faults.join(' ')} | ${said.right.join('|') || said.means} | ${said.text} => ${kind} ${keys.join(' ')}`,
      )
  }
console.table({
  dev: measure(dev, text => answerTo(knowledge, text)),
  stories: measure(
    dev.filter(({ isStory }) => isStory),
    text => answerTo(knowledge, text),
  ),
  'kept aside': measure(readSaid('kept-aside'), text => answerTo(knowledge, text)),
})
