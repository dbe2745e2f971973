import { create, insertMultiple, search } from '@orama/orama'
import Fuse from 'fuse.js'
import MiniSearch, { type SearchOptions } from 'minisearch'
import type { Knowledge } from '../../../src/catalogue/knowledge.ts'
import { meantBy } from '../../../src/catalogue/schema/voices.ts'
import { fold } from '../../../src/understanding/text/fold.ts'
import { topicsOf } from '../../../src/understanding/topics.ts'
import { keyOf } from '../../understanding/said/said.ts'

/** One way of naming a topic, folded; `key` is the topic's. */
export type Entry = { readonly text: string; readonly key: string }

/** The keys of topics for a text, best first, each once; a topic counts by its best entry. */
export type Ranker = (text: string) => string[] | Promise<string[]>

/** A general search library with its settings. */
export type Peer = {
  readonly title: string
  readonly build: (entries: readonly Entry[]) => Ranker | Promise<Ranker>
  /** The most messages it is asked, of each set, over the names alone and with the voices too: some need a second for each. */
  readonly most: { readonly names: number; readonly voices: number }
}

const ALL = Number.POSITIVE_INFINITY

/**
 * Each as most people would set it, and with the settings that did best in trials on the development set. More than those was tried:
 * other thresholds, tolerances, weights of what is only nearly alike, and of lengths.
 */
export const PEERS = {
  fuse: {
    title: 'fuse.js (threshold 0.6)',
    build: entries => fuse(entries, { threshold: 0.6 }),
    most: { names: 30, voices: 0 },
  },
  fuseByWords: {
    title: 'fuse.js (token search)',
    build: entries => fuse(entries, { threshold: 0, useTokenSearch: true }),
    most: { names: 60, voices: 20 },
  },
  miniSearch: {
    title: 'MiniSearch (fuzzy 0.2, prefix)',
    build: entries => miniSearch(entries, { fuzzy: 0.2, prefix: true }),
    most: { names: 200, voices: 40 },
  },
  miniSearchByWords: {
    title: 'MiniSearch (whole words)',
    build: entries => miniSearch(entries, {}),
    most: { names: ALL, voices: ALL },
  },
  miniSearchByTopics: {
    title: 'MiniSearch (a document a topic)',
    build: entries => miniSearch(byTopic(entries), { bm25: { k: 5, b: 0.7, d: 0 } }),
    most: { names: ALL, voices: ALL },
  },
  orama: {
    title: 'Orama (tolerance 1)',
    build: entries => orama(entries, 1),
    most: { names: 200, voices: 40 },
  },
  oramaByWords: {
    title: 'Orama (tolerance 0)',
    build: entries => orama(entries, 0),
    most: { names: 200, voices: 100 },
  },
} satisfies Record<string, Peer>

export type PeerName = keyof typeof PEERS

/** What topics are called: names, official names, phrasings. What the bot would lead on or ask back is no answer, and spared them. */
export function namesIn(knowledge: Knowledge): Entry[] {
  return topicsOf(knowledge)
    .filter(({ ref }) => isAnswer(ref))
    .flatMap(({ ref, phrases }) => entries(phrases, keyOf(knowledge, ref)))
}

/** What people said who meant them, which ours learns from. */
export function voicesIn(knowledge: Knowledge): Entry[] {
  return knowledge.voices
    .filter(file => isAnswer(meantBy(file)))
    .flatMap(file => entries(file.said, keyOf(knowledge, meantBy(file))))
}

/** The official list's names. */
export function listedIn({ listed }: Knowledge): Entry[] {
  return [...listed.procedures.values()].flatMap(({ name, code }) => entries([name], code))
}

function isAnswer({ kind }: { kind: string }): boolean {
  return kind !== 'beyond' && kind !== 'clarify'
}

function entries(texts: readonly string[], key: string): Entry[] {
  return [...new Set(texts.map(fold))].map(text => ({ text, key }))
}

function fuse(entries: readonly Entry[], options: { threshold: number; useTokenSearch?: boolean }): Ranker {
  const index = new Fuse(entries, { keys: ['text'], ignoreLocation: true, ...options })
  return text => topThree(index.search(fold(text), { limit: ENOUGH }).map(({ item }) => item.key))
}

function miniSearch(entries: readonly Entry[], searchOptions: SearchOptions): Ranker {
  const index = new MiniSearch({ fields: ['text'], tokenize: text => text.split(' '), searchOptions })
  index.addAll(entries.map(({ text }, id) => ({ id, text })))
  return text => topThree(index.search(fold(text)).flatMap(({ id }) => entries[Number(id)]?.key ?? []))
}

async function orama(entries: readonly Entry[], tolerance: number): Promise<Ranker> {
  const index = create({ schema: { text: 'string', key: 'string' } })
  await insertMultiple(index, [...entries])
  return async text => {
    const asked = { term: fold(text), properties: ['text' as const], tolerance, limit: ENOUGH }
    const { hits } = await search(index, asked)
    return topThree(hits.map(({ document }) => document.key))
  }
}

/** All that a topic is called, and all that is said of it, as one text. */
function byTopic(entries: readonly Entry[]): Entry[] {
  return [...Map.groupBy(entries, ({ key }) => key)].map(([key, own]) => ({
    key,
    text: own.map(({ text }) => text).join(' '),
  }))
}

/** Hits among which there are surely three topics. */
const ENOUGH = 200

function topThree(keys: readonly string[]): string[] {
  return [...new Set(keys)].slice(0, 3)
}
