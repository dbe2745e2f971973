import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { agencyProvider } from '../../src/dossiers/agency.ts'
import { LookupUnavailable } from '../../src/dossiers/provider.ts'
import { sandbox } from '../../src/dossiers/sandbox.ts'

const CODE = 'H56.34-240820-0012'
const gateway = agencyProvider('https://gateway.example.gov.vn/dossiers', 'chia-khoa')
const asked = () =>
  nock('https://gateway.example.gov.vn', { reqheaders: { authorization: 'Bearer chia-khoa' } })
    .get('/dossiers')
    .query({ code: CODE })

afterEach(() => nock.cleanAll())
// Files share a process, and whoever comes after this one wants Node's own HTTP.
beforeAll(() => {
  if (!nock.isActive()) nock.activate()
})
afterAll(() => nock.restore())

describe("an agency's gateway", () => {
  it('is asked with its key and answers with one of the ten official states', async () => {
    asked().reply(200, { status: 4 })
    expect(await gateway.lookUp(CODE)).toEqual({ kind: 'found', status: 4, example: false })
  })

  it('may know no such dossier', async () => {
    asked().reply(200, { status: null })
    expect(await gateway.lookUp(CODE)).toEqual({ kind: 'unknown', example: false })
  })

  it.each([
    ['is down', () => asked().reply(503)],
    ['answers with an eleventh state', () => asked().reply(200, { status: 11 })],
    ['answers with a page', () => asked().reply(200, '<html>')],
    ['sends elsewhere', () => asked().reply(302, '', { location: 'https://example.com' })],
    ['breaks off', () => asked().replyWithError('reset')],
  ])('that %s is unavailable, and the fault does not hold the code', async (_, prepare) => {
    prepare()
    const fault = await gateway.lookUp(CODE).catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(LookupUnavailable)
    expect(String(fault)).not.toContain('240820')
  })
})

describe('the sandbox', () => {
  it('marks every answer as an example, always the same for a code', async () => {
    const first = await sandbox.lookUp(CODE)
    expect(first).toEqual(await sandbox.lookUp(CODE))
    expect(first.example).toBe(true)
    expect(await sandbox.lookUp('H56.34-240820-0000')).toEqual({ kind: 'unknown', example: true })
  })

  it('shows all ten states', async () => {
    const codes = Array.from({ length: 300 }, (_, index) => `H56.34-240820-${1000 + index}`)
    const answers = await Promise.all(codes.map(code => sandbox.lookUp(code)))
    expect(new Set(answers.flatMap(answer => (answer.kind === 'found' ? [answer.status] : []))).size).toBe(10)
  })
})
