import { describe, expect, it } from 'vitest'
import { readSettings } from '../src/config.ts'

const ZALO = {
  ZALO_APP_ID: '1',
  ZALO_APP_SECRET: '2',
  ZALO_OA_ID: '3',
  ZALO_OA_SECRET_KEY: '4',
  PUBLIC_URL: 'https://a.gov.vn/',
}

const ZALO_BOT = {
  ZALO_BOT_TOKEN: '1459232241454765289:bi-mat',
  ZALO_BOT_SECRET_TOKEN: 'mot-tu-dai-ngau-nhien',
  PUBLIC_URL: 'https://a.gov.vn/',
}

const MESSENGER = {
  MESSENGER_APP_ID: '1',
  MESSENGER_APP_SECRET: '2',
  MESSENGER_PAGE_ID: '3',
  MESSENGER_PAGE_TOKEN: '4',
  MESSENGER_VERIFY_TOKEN: '5',
  PUBLIC_URL: 'https://a.gov.vn/',
}

describe('settings', () => {
  it('need nothing: port 3000, data under data, the sandbox while no real channel is on', () => {
    expect(readSettings({})).toMatchObject({
      port: 3000,
      dataDir: 'data',
      zalo: null,
      dossiers: { kind: 'sandbox' },
    })
  })

  it('an empty line of .env is as good as none', () => {
    expect(readSettings({ PORT: '', ZALO_APP_ID: '', PUBLIC_URL: '', DOSSIER_API_URL: '' })).toEqual(
      readSettings({}),
    )
  })

  it('turn Zalo on with its four, and the sandbox off with it', () => {
    const settings = readSettings(ZALO)
    expect(settings).toMatchObject({
      publicUrl: 'https://a.gov.vn',
      zalo: { oaId: '3', apiUrl: 'https://openapi.zalo.me' },
      dossiers: { kind: 'none' },
    })
  })

  it('turn Zalo Bot on with its two, capped unless told otherwise, and the sandbox off with it', () => {
    expect(readSettings(ZALO_BOT)).toMatchObject({
      zaloBot: { secretToken: 'mot-tu-dai-ngau-nhien', monthlyCap: 3000 },
      zalo: null,
      dossiers: { kind: 'none' },
    })
    expect(readSettings({ ...ZALO_BOT, ZALO_BOT_MONTHLY_CAP: '0' })).toMatchObject({
      zaloBot: { monthlyCap: 0 },
    })
  })

  it('turn Messenger on with its five, and the sandbox off with it', () => {
    expect(readSettings(MESSENGER)).toMatchObject({
      messenger: { pageId: '3', verifyToken: '5', apiUrl: 'https://graph.facebook.com/v26.0' },
      zalo: null,
      dossiers: { kind: 'none' },
    })
  })

  it.each([
    ['PORT', { PORT: 'ba nghìn' }, /PORT must be a port number/],
    ['PORT', { PORT: '70000' }, /PORT/],
    ['PUBLIC_URL', { PUBLIC_URL: 'danloi' }, /PUBLIC_URL must be an address/],
    ['SECRET_KEY', { SECRET_KEY: 'ngắn' }, /SECRET_KEY must have at least 32/],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }, /LOG_LEVEL must be one of/],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/x' }, /must be an address such as postgres:/],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://localhost' }, /must be an address such as postgres:/],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://localhost/x' }, /SECRET_KEY is missing.*same one/],
    ['half of Zalo', { ZALO_APP_ID: '1', ZALO_OA_ID: '3' }, /ZALO_APP_SECRET, ZALO_OA_SECRET_KEY missing/],
    ['a lone refresh token', { ZALO_REFRESH_TOKEN: 'r' }, /Zalo is half set/],
    ['Zalo without an address', { ...ZALO, PUBLIC_URL: '' }, /PUBLIC_URL is missing/],
    [
      'a Zalo bot without its secret',
      { ...ZALO_BOT, ZALO_BOT_SECRET_TOKEN: '' },
      /ZALO_BOT_SECRET_TOKEN missing/,
    ],
    ['a Zalo bot without its token', { ...ZALO_BOT, ZALO_BOT_TOKEN: '' }, /ZALO_BOT_TOKEN missing/],
    ['a Zalo bot without an address', { ...ZALO_BOT, PUBLIC_URL: '' }, /PUBLIC_URL is missing: Zalo Bot/],
    ['a short secret', { ...ZALO_BOT, ZALO_BOT_SECRET_TOKEN: 'ngan' }, /8 to 256/],
    ['a cap below none', { ...ZALO_BOT, ZALO_BOT_MONTHLY_CAP: '-1' }, /ZALO_BOT_MONTHLY_CAP/],
    [
      'half of Messenger',
      { ...MESSENGER, MESSENGER_APP_SECRET: '', MESSENGER_VERIFY_TOKEN: ' ' },
      /Messenger is half set: MESSENGER_APP_SECRET, MESSENGER_VERIFY_TOKEN missing/,
    ],
    ['Messenger without an address', { ...MESSENGER, PUBLIC_URL: '' }, /PUBLIC_URL is missing: Meta/],
    ['half a look-up', { DOSSIER_API_URL: 'https://a.gov.vn' }, /DOSSIER_API_KEY is missing/],
    ['a look-up without address', { DOSSIER_API_KEY: 'k' }, /DOSSIER_API_URL is missing/],
    [
      'the sandbox before citizens',
      { ...ZALO, DOSSIER_API_URL: 'sandbox' },
      /made-up answers must never reach a citizen/,
    ],
  ])('a bad %s is a sentence that says how to mend it', (_, environment, sentence) => {
    expect(() => readSettings(environment)).toThrow(sentence)
  })
})
