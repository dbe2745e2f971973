import type { Account } from '../accounts/account.ts'
import { operatorOf } from '../accounts/profile.ts'
import type { Knowledge } from '../catalogue/knowledge.ts'
import { loadKnowledge } from '../catalogue/load.ts'
import { parsedIn } from '../catalogue/parsed.ts'
import type { Command } from '../catalogue/schema/language.ts'
import { post } from '../channels/common/http.ts'
import { isReachedFromOutside } from '../channels/common/layout.ts'
import { type Graph, type GraphAnswer, graphOf } from '../channels/messenger/graph.ts'
import { type PageProfile, profileBody, profileOf } from '../channels/messenger/profile.ts'
import {
  differencesOf,
  FIELDS,
  missingFields,
  OTHER_SPELLING,
  otherApps,
  PROFILE_FIELDS,
} from '../channels/messenger/profile-check.ts'
import { type Settings, settingsFromHere } from '../config.ts'
import { writeAction } from '../guidance/action.ts'
import { operatorCommand } from '../operations/command.ts'
import { Refusal } from '../operations/refusal.ts'
import { accountsOn, forEachOf } from './accounts-on.ts'

const USAGE =
  'Say what to do: npm run messenger -- profile, subscribe or show; the id of an account may follow.'

type Say = (line: string) => void
type Page = { id: string; pageId: string; appId: string; graph: Graph; profile: PageProfile }

/** Each resolves with what is not as it should be, and what to do. */
type Do = (page: Page, say: Say) => Promise<string[]>
const COMMANDS = new Map<string, Do>([
  ['profile', setProfile],
  ['subscribe', subscribe],
  ['show', show],
])

/**
 * `npm run messenger -- profile|subscribe|show [ACCOUNT]`: sets what people see of a Page's chat before they write, or
 * which events Meta posts here; reads both back, and says what differs from what should be.
 * @throws Refusal with what to do, also where something differs in the end.
 */
export async function messengerCommand(args: readonly string[], settings: Settings, say: Say): Promise<void> {
  const [name = '', account, ...more] = args
  const work = COMMANDS.get(name)
  if (!work || more.length > 0) throw new Refusal(USAGE)
  const knowledge = knowledgeOf(settings)
  await forEachOf(await accountsOn('messenger', settings, account), async one => {
    const faults = await work(pageOf(one, knowledge, settings), say)
    if (faults.length > 0) throw new Refusal(faults.join('\n'))
  })
}

async function setProfile(page: Page, say: Say): Promise<string[]> {
  granted(page, await page.graph.post('me/messenger_profile', profileBody(page.profile)))
  const faults = await profileFaults(page)
  if (faults.length === 0) {
    const { iceBreakers, menu } = page.profile
    say(
      `${page.id}: Get Started, the greeting, ${iceBreakers.length} questions and ${menu.length} items of the menu stand as they should.`,
    )
  }
  return faults
}

async function subscribe(page: Page, say: Say): Promise<string[]> {
  const path = `${page.pageId}/subscribed_apps`
  const first = await page.graph.post(path, { subscribed_fields: FIELDS.join(',') })
  const isUnknown = first.kind === 'refused' && first.code === 100
  const other = FIELDS.map(field => OTHER_SPELLING.get(field) ?? field)
  granted(page, isUnknown ? await page.graph.post(path, { subscribed_fields: other.join(',') }) : first)
  return fieldFaults(page, say)
}

async function show(page: Page, say: Say): Promise<string[]> {
  const differs = await profileFaults(page)
  if (differs.length === 0) say(`${page.id}: the profile stands as it should.`)
  return [...differs, ...(await fieldFaults(page, say))]
}

async function profileFaults(page: Page): Promise<string[]> {
  const query = { fields: [...PROFILE_FIELDS, 'commands'].join(',') }
  const json = granted(page, await page.graph.get('me/messenger_profile', query))
  const differences = differencesOf(page.profile, json)
  return differences.length === 0
    ? []
    : [
        `${page.id}: the profile differs. Run "npm run messenger -- profile"; if that was just done, look again in a minute.`,
        ...differences.map(one => `  ${one}`),
      ]
}

async function fieldFaults(page: Page, say: Say): Promise<string[]> {
  const json = granted(page, await page.graph.get(`${page.pageId}/subscribed_apps`))
  for (const app of otherApps(json, page.appId))
    say(
      `${page.id}: the app ${app} gets messages too. If it answers people, they get two answers: see Meta Business Suite.`,
    )
  const missing = missingFields(json, page.appId)
  if (missing.length > 0)
    return [`${page.id}: Meta does not post ${missing.join(', ')}. Run "npm run messenger -- subscribe".`]
  say(`${page.id}: Meta posts all ${FIELDS.length} kinds of events that are needed.`)
  return []
}

function granted({ id }: Page, answer: GraphAnswer): unknown {
  if (answer.kind === 'ok') return answer.json
  throw new Refusal(`${id}: ${answer.sentence}.`)
}

function pageOf(
  { id, settings: own, profile }: Extract<Account, { kind: 'messenger' }>,
  knowledge: Knowledge,
  { publicUrl }: Settings,
): Page {
  const { pageId, appId } = own
  const { agency } = operatorOf(knowledge.operator, profile)
  return {
    ...{ id, pageId, appId },
    graph: graphOf({ ...own, post }),
    profile: profileOf({
      agency,
      groups: knowledge.groups.map(({ id: group, title }) => ({
        title,
        payload: writeAction({ do: 'menu', page: 0, group }),
      })),
      commands: MENU.map(command => ({
        title: knowledge.sentences.commands[command],
        payload: writeAction({ do: 'command', command }),
      })),
      publicUrl: publicUrl !== null && isReachedFromOutside(publicUrl) ? publicUrl : null,
    }),
  }
}

const MENU: readonly Command[] = ['menu', 'status', 'resume', 'staff']

function knowledgeOf({ contentDir, dataDir }: Settings): Knowledge {
  const loaded = loadKnowledge(contentDir, {
    abilities: { 'bot.tra-cuu': 'co' },
    parsedIn: parsedIn(dataDir),
  })
  if (loaded.kind === 'ok') return loaded.knowledge
  throw new Refusal('The content has faults. Run "npm run content:lint" to see them.')
}

if (import.meta.main)
  await operatorCommand(() =>
    messengerCommand(process.argv.slice(2), settingsFromHere(), line => console.log(line)),
  )
