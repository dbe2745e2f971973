import { inflateRawSync } from 'node:zlib'

/** More than this in one part is no list of procedures; it keeps a hostile file from filling the memory. */
const LARGEST_PART = 200 * 1024 * 1024

const END = 0x06054b50
const ENTRY = 0x02014b50
const STORED = 0
const DEFLATED = 8

/** A file that is no zip, or a broken one. */
export class NotAZip extends Error {
  override readonly name = 'NotAZip'
}

/**
 * The files in a zip archive by path, each unpacked when it is asked for; null where there is none of that path.
 * Reads what spreadsheets are packed with (stored or deflated, no encryption, under 4 GB). @throws NotAZip
 */
export function openZip(bytes: Buffer): (path: string) => Buffer | null {
  const end = bytes.lastIndexOf(signature(END))
  if (end < 0) throw new NotAZip()
  try {
    const entries = entriesOf(bytes, bytes.readUInt16LE(end + 10), bytes.readUInt32LE(end + 16))
    return path => {
      const entry = entries.get(path)
      return entry ? unpacked(bytes, entry) : null
    }
  } catch (error) {
    throw error instanceof RangeError ? new NotAZip() : error
  }
}

type Entry = { method: number; size: number; at: number }

function entriesOf(bytes: Buffer, count: number, from: number): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  let at = from
  for (let index = 0; index < count; index++) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new NotAZip()
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28)
    entries.set(bytes.toString('utf8', at + 46, nameEnd), {
      method: bytes.readUInt16LE(at + 10),
      size: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
    })
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function unpacked(bytes: Buffer, { method, size, at }: Entry): Buffer {
  const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  const packed = bytes.subarray(from, from + size)
  if (method === STORED) return packed
  if (method !== DEFLATED) throw new NotAZip()
  return inflateRawSync(packed, { maxOutputLength: LARGEST_PART })
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
