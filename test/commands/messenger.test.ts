import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { messengerCommand } from '../../src/commands/messenger.ts'
import { readSettings } from '../../src/config.ts'
import { seedParsed } from '../content-knowledge.ts'
import { FakeMessenger } from '../fakes/messenger.ts'

const HANDOVERS = { old: 'messaging_handover', usual: 'messaging_handovers' }

let messenger: FakeMessenger
let environment: { [name: string]: string }

beforeEach(async () => {
  messenger = await FakeMessenger.start()
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-command-'))
  seedParsed(folder)
  environment = {
    DATA_DIR: folder,
    PUBLIC_URL: 'https://danloi.example.gov.vn',
    ...messenger.environment,
  }
  onTestFinished(async () => {
    await messenger.stop()
    rmSync(folder, { recursive: true })
  })
})

/** What the command prints; a refusal comes as its sentence. */
async function run(...args: string[]): Promise<string> {
  const lines: string[] = []
  const refused = await messengerCommand(args, readSettings(environment), line => lines.push(line)).then(
    () => [],
    (error: unknown) => [`refused: ${error instanceof Error ? error.message : error}`],
  )
  return [...lines, ...refused].join('\n')
}

describe('npm run messenger -- profile', () => {
  it('sets what people see before they write, and sees that it stands', async () => {
    expect(await run('profile')).toBe(
      'messenger:100000000000001: Get Started, the greeting, 4 questions and 5 items of the menu stand as they should.',
    )
    expect(messenger.page.profile).toMatchObject({
      get_started: { payload: 'GET_STARTED' },
      greeting: [
        {
          locale: 'default',
          text: 'Trợ lý tự động của Ủy ban nhân dân xã Ví Dụ, tỉnh Thanh Hóa. Hỏi thủ tục nào, mình chỉ từng bước. Xin đừng gửi số căn cước, mật khẩu.',
        },
      ],
      ice_breakers: [{ call_to_actions: [{ question: 'Con cái, cưới hỏi, gia đình' }, {}, {}, {}] }],
      persistent_menu: [
        {
          composer_input_disabled: false,
          call_to_actions: [
            { title: 'Danh mục' },
            { title: 'Tra cứu hồ sơ' },
            { title: 'Tiếp tục' },
            { title: 'Gặp cán bộ' },
            { type: 'web_url', url: 'https://danloi.example.gov.vn/thu-tuc' },
          ],
        },
      ],
    })
  })

  it('names no page that people cannot open', async () => {
    environment.PUBLIC_URL = 'http://localhost:3000'
    expect(await run('profile')).toContain('4 items of the menu stand')
  })

  it('says what to do where Meta refuses, and does not show the token', async () => {
    environment.MESSENGER_PAGE_TOKEN = 'EAAG-da-cu'
    const told = await run('profile')
    expect(told).toMatch(/refused: .*190.*set MESSENGER_PAGE_TOKEN/)
    expect(told).not.toContain('EAAG-da-cu')
    await messenger.stop()
    expect(await run('profile')).toContain('Meta could not be reached')
  })
})

describe('npm run messenger -- subscribe', () => {
  it.each([HANDOVERS.usual, HANDOVERS.old])('subscribes every field where Meta writes %s', async spelling => {
    messenger.page.knownFields.delete(HANDOVERS.usual)
    messenger.page.knownFields.add(spelling)
    expect(await run('subscribe')).toContain('Meta posts all 6 kinds of events that are needed.')
    expect(messenger.page.subscribed[0]?.subscribed_fields).toEqual(
      expect.arrayContaining(['messages', 'messaging_referrals', 'message_echoes', 'standby', spelling]),
    )
  })

  it('says which other app hears people as well', async () => {
    messenger.page.subscribed = [{ id: '9', name: 'Trả lời tự động', subscribed_fields: ['messages'] }]
    expect(await run('subscribe')).toContain('the app Trả lời tự động gets messages too')
  })
})

describe('npm run messenger -- show', () => {
  it('names all that is not set, and the commands that set it', async () => {
    const told = await run('show')
    for (const part of ['Get Started', 'the greeting', 'the ice breakers', 'the menu'])
      expect(told).toContain(`${part}: not set`)
    expect(told).toContain('Run "npm run messenger -- profile"')
    expect(told).toContain(
      'does not post messages, messaging_postbacks, messaging_referrals, message_echoes, messaging_handovers, standby. Run "npm run messenger -- subscribe".',
    )
  })

  it('finds nothing to say once both are done', async () => {
    await run('profile')
    await run('subscribe')
    expect(await run('show')).toBe(
      [
        'messenger:100000000000001: the profile stands as it should.',
        'messenger:100000000000001: Meta posts all 6 kinds of events that are needed.',
      ].join('\n'),
    )
  })

  it.each([
    [
      'another greeting',
      { greeting: [{ locale: 'default', text: 'Hi' }] },
      'the greeting: "Hi" and not "Trợ lý',
    ],
    [
      'another button',
      { get_started: { payload: 'START_BOT' } },
      'Get Started: the same words, but they lead elsewhere',
    ],
    ['commands', { commands: [{ locale: 'default', commands: [{ name: 'gia' }] }] }, '1 commands are set'],
    [
      'a menu that keeps people from writing',
      { persistent_menu: [{ locale: 'default', composer_input_disabled: true, call_to_actions: [] }] },
      'the menu keeps people from writing',
    ],
  ])('tells of %s that somebody set beside it', async (_label, set, sentence) => {
    await run('profile')
    Object.assign(messenger.page.profile, set)
    expect(await run('show')).toContain(sentence)
  })

  it('knows the older form in which Meta writes ice breakers', async () => {
    await run('profile')
    await run('subscribe')
    const { ice_breakers: newer } = messenger.page.profile
    const older = Array.isArray(newer) ? newer.flatMap(one => one.call_to_actions) : []
    Object.assign(messenger.page.profile, { ice_breakers: older })
    expect(older).toHaveLength(4)
    expect(await run('show')).toContain('the profile stands as it should')
  })
})

it('npm run messenger says what it can do, and what is set', async () => {
  expect(await run()).toContain('refused: Say what to do')
  for (const name of Object.keys(environment)) if (name.startsWith('MESSENGER_')) environment[name] = ''
  expect(await run('show')).toContain('No account of the kind messenger is on.')
})
