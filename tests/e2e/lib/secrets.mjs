// Looks for a text in every byte that the product leaves behind, in every form in which it might lie there.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const utf16 = (text, bigEndian) => {
  const bytes = Buffer.from(text, "utf16le");
  return bigEndian ? bytes.swap16() : bytes;
};

/** Base 64 of a text that begins at any of the three places in a group, without the characters that its neighbours change. */
function base64(bytes, encoding) {
  return [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString(encoding).replace(/=+$/, "");
    const start = [0, 2, 3][before];
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    return Buffer.from(whole.slice(start, end));
  });
}

/** Name → bytes. */
export function forms(text) {
  const plain = Buffer.from(text);
  const [little, big] = [utf16(text, false), utf16(text, true)];
  return Object.entries({
    "UTF-8": [plain],
    backwards: [Buffer.from([...text].reverse().join(""))],
    "UTF-16": [little, big],
    hexadecimal: [plain, little, big].flatMap((it) => [it.toString("hex"), it.toString("hex").toUpperCase()]).map((it) => Buffer.from(it)),
    "base 64": [...base64(plain, "base64"), ...base64(plain, "base64url"), ...base64(little, "base64"), ...base64(big, "base64")],
  }).flatMap(([name, all]) => all.map((bytes) => ({ name, bytes })));
}

/** In which of these contents (name → bytes) a text is, and in which form. */
export function findIn(contents, text) {
  const found = [];
  for (const { name, bytes } of forms(text)) {
    for (const [where, content] of contents) {
      if (content.includes(bytes)) found.push(`${where} (${name})`);
    }
  }
  return [...new Set(found)];
}

/** Every file below a folder with its bytes. */
export async function contentsOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  // A file may go while we look: the write-ahead log does, when the last connection closes.
  const read = await Promise.all(files.map(async (file) => [file, await readFile(file).catch(() => Buffer.alloc(0))]));
  return new Map(read);
}
