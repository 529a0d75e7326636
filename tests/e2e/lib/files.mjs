// Small files, made here byte by byte: spreadsheets, scans, and things that pretend to be one.

import { crc32, createDeflateRaw, deflateRawSync, deflateSync } from "node:zlib";

const escape = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

/** A ZIP archive (APPNOTE.TXT 6.3) of `{name, packed, size, crc}`, with deflated contents. */
function zip(entries) {
  const [files, directory] = [[], []];
  let at = 0;
  for (const { name, packed, size, crc } of entries) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4); // deflate
    common.writeUInt16LE(0x21, 8); // 1980-01-01
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    const file = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), packed]);
    files.push(file);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, place, Buffer.from(name));
    at += file.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...files, list, Buffer.from("PK\x05\x06"), end]);
}

const entry = (name, text) => {
  const bytes = Buffer.from(text);
  return { name, packed: deflateRawSync(bytes), size: bytes.length, crc: crc32(bytes) };
};

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const BOOK = [
  entry(
    "[Content_Types].xml",
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET}.worksheet+xml"/></Types>`,
  ),
  entry("_rels/.rels", `<Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
  entry("xl/workbook.xml", `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Personel" sheetId="1" r:id="r1"/></sheets></workbook>`),
  entry("xl/_rels/workbook.xml.rels", `<Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`),
];

/** A workbook with one sheet of text cells. */
export function xlsx(rows) {
  const cell = (text) => `<c t="inlineStr"><is><t>${escape(text)}</t></is></c>`;
  const lines = rows.map((row, at) => `<row r="${at + 1}">${row.map(cell).join("")}</row>`);
  return zip([...BOOK, entry("xl/worksheets/sheet1.xml", `<worksheet xmlns="${MAIN}"><sheetData>${lines.join("")}</sheetData></worksheet>`)]);
}

/** A workbook of a few hundred kilobytes whose sheet unpacks to so many megabytes of nothing. */
export async function xlsxBomb(megabytes) {
  const block = Buffer.alloc(1 << 20, " ");
  const [start, end] = [`<worksheet xmlns="${MAIN}"><sheetData><row r="1">`, "</row></sheetData></worksheet>"].map((text) => Buffer.from(text));
  const packer = createDeflateRaw({ level: 9 });
  const packed = packer.toArray();
  let [crc, size] = [0, 0];
  for (const bytes of [start, ...Array(megabytes).fill(block), end]) {
    crc = crc32(bytes, crc);
    size += bytes.length;
    await new Promise((done) => packer.write(bytes, done));
  }
  packer.end();
  return zip([...BOOK, { name: "xl/worksheets/sheet1.xml", packed: Buffer.concat(await packed), size, crc }]);
}

/** A white picture of so many pixels, as a scanner would make it. */
export function png(width = 16, height = 16) {
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8; // bits, grey
  const pixels = Buffer.alloc((width + 1) * height, 0xff);
  for (let line = 0; line < height; line += 1) pixels[line * (width + 1)] = 0;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(pixels)), chunk("IEND", Buffer.alloc(0))]);
}

/** An empty page as a PDF; with `padding`, a stream of so many bytes makes it large. */
export function pdf(padding = 0) {
  const objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"];
  if (padding) objects.push(`<< /Length ${padding} >>\nstream\n${" ".repeat(padding)}\nendstream`);
  let text = "%PDF-1.7\n";
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

/** What a Windows program begins with. */
export const exe = () => Buffer.concat([Buffer.from("MZ\x90\x00", "latin1"), Buffer.alloc(2048), Buffer.from("PE\0\0", "latin1")]);
