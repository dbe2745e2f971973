import { describe, expect, it } from 'vitest'
import { sentBy } from '../../src/channels/common/remedy.ts'
import { meaningOf as meaningAtMeta } from '../../src/channels/messenger/errors.ts'
import { easeOf } from '../../src/channels/messenger/usage.ts'
import { meaningOf as meaningAtZalo } from '../../src/channels/zalo/errors.ts'

describe('a limit of the whole app', () => {
  it.each([
    ['The application has reached the limit of calls per minute', true],
    ['App rate limit exceeded', true],
    ['OA rate limit exceeded', false],
    ['Your app or OA has reached its limit', false],
    ['Too many requests', false],
  ])('is known at Zalo by its words alone: %s', (message, ofApp) => {
    const sent = sentBy(meaningAtZalo(-32, message), message, null)
    expect([sent.kind, 'ofApp' in sent]).toEqual(['throttled', ofApp])
  })

  it.each([
    [4, true],
    [17, false],
    [32, false],
    [80006, false],
  ])('is known at Meta by its code: %d', (code, ofApp) => {
    const meaning = meaningAtMeta({ code, subcode: null, message: 'limit reached' })
    const sent = sentBy(meaning, 'limit reached', null)
    expect([sent.kind, 'ofApp' in sent]).toEqual(['throttled', ofApp])
  })

  it('slows down all accounts of the app where it is the tighter one, else the Page alone', () => {
    const app = (percent: number) => ({ 'x-app-usage': JSON.stringify({ call_count: percent }) })
    const page = (percent: number) => ({
      'x-business-use-case-usage': JSON.stringify({ 1: [{ type: 'messenger', call_count: percent }] }),
    })
    expect(easeOf({ ...app(90), ...page(80) })).toMatchObject({ ofApp: true })
    expect(easeOf({ ...app(80), ...page(90) })?.ofApp).toBeUndefined()
    expect(easeOf({ ...app(10), ...page(90) })?.ofApp).toBeUndefined()
    expect(easeOf({ ...app(90), ...page(10) })).toMatchObject({ ofApp: true })
    expect(easeOf({ ...app(10), ...page(10) })).toBeNull()
  })
})
