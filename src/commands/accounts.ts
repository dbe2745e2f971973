import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { type Settings, settingsFromHere } from '../config.ts'
import { operatorCommand } from '../operations/command.ts'
import { Refusal } from '../operations/refusal.ts'
import { secretKey } from '../operations/secret.ts'
import { openStore } from '../store/open.ts'
import {
  add,
  consent,
  type Hands,
  list,
  pause,
  profile,
  remove,
  resume,
  token,
  type Work,
} from './account-work.ts'

const USAGE = `Say what to do with the accounts of this installation:
  npm run accounts -- list
  npm run accounts -- add zalo|zalo-bot|messenger [--unit …] [--agency …] … < FILE
      FILE holds lines such as ZALO_APP_ID=… (the names are those of .env.example); without a file they are taken
      from the environment. Never give a secret as an argument: others on this machine could read it.
  npm run accounts -- profile ID [--unit …] [--agency …] [--page …] [--data-contact …]
                                 [--desk-name …] [--desk-phone …] [--desk-hours …] [--desk-address …]
      what the account says of its operator in place of content/operator.yaml; an empty value takes it back
  npm run accounts -- pause ID [--reason …]      what comes in is taken, what goes out waits
  npm run accounts -- resume ID
  npm run accounts -- consent zalo:OA_ID         the link by which an administrator of the account renews its token
  npm run accounts -- token zalo:OA_ID < FILE    a refresh token of Zalo's API Explorer in place of a lost one
  npm run accounts -- remove ID                  forgets its secrets for good; figures stay`

const WORK = new Map<string, Work>([
  ['list', list],
  ['add', add],
  ['profile', profile],
  ['pause', pause],
  ['resume', resume],
  ['consent', consent],
  ['token', token],
  ['remove', remove],
])

/**
 * `npm run accounts -- …`: the channel accounts beside those of the environment. May run beside the server, which takes
 * up within seconds what is changed.
 * @throws Refusal with what to do.
 */
export async function accountsCommand(
  args: readonly string[],
  settings: Settings,
  hands: Hands,
): Promise<void> {
  const { positionals, values } = argumentsOf(args)
  const [name = '', subject, ...more] = positionals
  const work = WORK.get(name)
  if (!work || more.length > 0 || (subject === undefined) !== (name === 'list')) throw new Refusal(USAGE)
  const key = secretKey(settings.secretKey, settings.dataDir)
  const store = await openStore(settings)
  try {
    await work({ store, key, settings, now: Date.now(), ...hands }, subject ?? '', values)
  } finally {
    await store.close()
  }
}

const string = { type: 'string' } as const

function argumentsOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        unit: string,
        agency: string,
        page: string,
        'data-contact': string,
        'desk-name': string,
        'desk-phone': string,
        'desk-hours': string,
        'desk-address': string,
        reason: string,
      },
    })
  } catch {
    // What it says would repeat the argument, which may be a secret that was given by mistake.
    throw new Refusal(USAGE)
  }
}

if (import.meta.main) {
  // Before `.env` is read, which names another account.
  const environment = { ...process.env }
  await operatorCommand(() =>
    accountsCommand(process.argv.slice(2), settingsFromHere(), {
      environment,
      input: async () => (process.stdin.isTTY ? '' : text(process.stdin)),
      say: line => console.log(line),
    }),
  )
}
