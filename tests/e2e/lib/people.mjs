// People who do not exist, as a personnel system would list them.

import { xlsx } from "./files.mjs";

const HEADER = ["TCKN", "Sicil No", "Ad", "Soyad", "Unvan", "Birim DETSİS No", "Cep Telefonu", "Göreve Başlama Tarihi"];
const NAMES = ["Çağla Işık", "İlker Şen", "Gülşah Öğütçü", "Ömer Ünlü", "Iraz Çelebi", "Müge Doğan"];

/** A valid national id from nine digits. */
export function nationalId(nine) {
  const digits = [...String(nine)].map(Number);
  const sum = (start) => digits.filter((_, at) => at % 2 === start).reduce((a, b) => a + b, 0);
  const tenth = (7 * sum(0) - sum(1) + 100) % 10;
  const eleventh = (sum(0) + sum(1) + tenth) % 10;
  return `${nine}${tenth}${eleventh}`;
}

/** So many people of a unit (`{detsis, name}`), all different, with numbers that no operator gives out. */
export function people(count, unit) {
  return Array.from({ length: count }, (_, at) => {
    const [given_names, surname] = NAMES[at % NAMES.length].split(" ");
    return {
      national_id: nationalId(899_000_001 + at),
      staff_no: `E${7001 + at}`,
      given_names: at < NAMES.length ? given_names : `${given_names} ${"ABCÇDEF"[Math.floor(at / NAMES.length)]}.`,
      surname,
      title: "Memur",
      unit,
      mobile: `+9050211100${String(at + 10)}`,
      since: "01.03.2024",
    };
  });
}

/** Their rows, with the header. */
export const rows = (people) => [
  HEADER,
  ...people.map((who) => [who.national_id, who.staff_no, who.given_names, who.surname, who.title, who.unit.detsis, who.mobile, who.since]),
];

export const roster = (people) => xlsx(rows(people));
