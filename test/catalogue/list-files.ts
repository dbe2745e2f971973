import { deflateRawSync } from 'node:zlib'
import { succeed } from '../../src/catalogue/import/compare.ts'
import type { Stored } from '../../src/catalogue/import/stored.ts'
import type { ListedProcedure } from '../../src/catalogue/schema/listed.ts'

/** An entry of an official list; what is not given is not stated. */
export function entry(
  given: Partial<ListedProcedure> & Pick<ListedProcedure, 'code' | 'name'>,
): ListedProcedure {
  return {
    field: null,
    level: null,
    agency: null,
    online: null,
    postal: null,
    direct: null,
    decision: null,
    ...given,
  }
}

/** Such a list as it would have been imported on 15 July 2026. */
export function imported(...procedures: readonly ListedProcedure[]): Stored {
  const list = succeed(null, procedures, '2026-07-15')
  return { kind: 'ok', list, text: JSON.stringify(list) }
}

/** A spreadsheet as Excel packs it: one sheet; every other part deflated, as zips may mix. */
export function workbook(parts: { readonly [path: string]: string }): Buffer {
  const files = Object.entries(parts).map(([path, text], index) => {
    const name = Buffer.from(path)
    const plain = Buffer.from(text)
    const method = index % 2 === 0 ? 8 : 0
    const packed = method === 8 ? deflateRawSync(plain) : plain
    return { name, method, packed, plain }
  })
  const local: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const { name, method, packed, plain } of files) {
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50)
    head.writeUInt16LE(method, 8)
    head.writeUInt16LE(name.length, 26)
    local.push(head, name, packed)
    const entryHead = Buffer.alloc(46)
    entryHead.writeUInt32LE(0x02014b50)
    entryHead.writeUInt16LE(method, 10)
    entryHead.writeUInt32LE(packed.length, 20)
    entryHead.writeUInt32LE(plain.length, 24)
    entryHead.writeUInt16LE(name.length, 28)
    entryHead.writeUInt32LE(at, 42)
    central.push(entryHead, name)
    at += head.length + name.length + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...local, directory, end])
}

/** The sheet that Excel writes for a title, the names of the columns and two procedures. */
export const EXPORTED = {
  'xl/workbook.xml':
    '<workbook xmlns:r="r"><sheets><sheet name="TTHC" sheetId="1" r:id="rId7"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId7" Type="t" Target="worksheets/bang1.xml"/></Relationships>',
  'xl/sharedStrings.xml':
    '<sst><si><t>DANH SÁCH THỦ TỤC</t></si><si><t>Mã TTHC</t></si><si><t>Tên TTHC</t></si>' +
    '<si><t>Cấp thực hiện</t></si><si><r><t>Cấp phép </t></r><r><rPr><b/></rPr><t xml:space="preserve">nuôi rồng đá &amp; kỳ lân</t></r></si>' +
    '<si><t>Cấp Tỉnh</t></si></sst>',
  'xl/worksheets/bang1.xml':
    '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"/>' +
    '<row r="3"><c r="A3" t="inlineStr"><is><t>STT</t></is></c><c r="B3" t="s"><v>1</v></c><c r="C3" t="s"><v>2</v></c><c r="E3" t="s"><v>3</v></c></row>' +
    '<row r="4"><c r="A4"><v>1</v></c><c r="B4"><v>1.00003</v></c><c r="C4" t="s"><v>4</v></c><c r="D4"/><c r="E4" t="s"><v>5</v></c></row>' +
    '<row r="5"><c r="A5"><v>2</v></c><c r="B5" t="str"><v>1.004194</v></c><c r="C5" t="inlineStr"><is><t>Đăng ký tạm trú</t></is></c></row>' +
    '</sheetData></worksheet>',
}
