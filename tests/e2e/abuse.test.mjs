// What people do by mistake or on purpose, through real sockets: each time a clear sentence in Turkish, the right status, and
// nothing half done.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Visitor } from "./lib/browser.mjs";
import { Client } from "./lib/client.mjs";
import { demonstration } from "./lib/demonstration.mjs";
import { exe, pdf, xlsxBomb } from "./lib/files.mjs";
import { approve, fileScan, fillForm, inMessage, request, signIn, submit } from "./lib/office.mjs";
import { fillForm as fillInBrowser, signIn as signInBrowser } from "./lib/pages.mjs";
import { people, roster, rows } from "./lib/people.mjs";
import { until } from "./lib/process.mjs";
import { Authenticator } from "./lib/totp.mjs";

let kunye, browser, cast, staff, admin, officer, supervisor;
/** The officer in a browser; opened once, because each sign-in waits for a code that was not used yet. */
let desk;

demonstration(async (stage) => {
  ({ kunye, browser, cast } = stage);
  staff = people(6, await kunye.unitOf(cast.officer));
  [admin, officer, supervisor] = [await signIn(kunye.url, cast.administrator), await signIn(kunye.url, cast.officer), await signIn(kunye.url, cast.supervisor)];
  await importPeople(roster(staff), "personel.xlsx");
  desk = await Visitor.open(browser, kunye.url);
  await signInBrowser(desk, cast.officer);
});

/** Uploads a file of people; gives the answer after its preview was applied. */
async function importPeople(bytes, name) {
  const preview = await admin.upload("/kayit/aktar", "file", name, bytes, { kind: "people" });
  assert.equal(preview.status, 303, preview.text);
  const applied = await admin.post(`${preview.location}/uygula`);
  assert.equal(applied.status, 303, applied.text);
  return admin.get(applied.location);
}

const count = async (table, where = "1") => (await kunye.query(`SELECT count(*) AS n FROM ${table} WHERE ${where}`))[0].n;

/** A request that waits for the officer with everything in place. */
async function ready(who) {
  const reference = await request(kunye.url, who);
  await approve(supervisor, reference);
  await fileScan(officer, reference);
  return reference;
}

test("an expired session: said so, nothing done, and back to where one was after signing in again", async () => {
  const reference = await ready(staff[0]);
  const page = `/kurum/talepler/${reference}`;
  const { user_name, password, app } = cast.officer;
  const mine = `FROM sessions JOIN accounts ON accounts.id = account_id WHERE user_name = '${user_name}'`;
  // The officer's first session: the other one is the browser's.
  await kunye.query(`UPDATE sessions SET seen_at = seen_at - 3600000 WHERE mac = (SELECT mac ${mine} ORDER BY sessions.created_at LIMIT 1)`);
  for (const [act, sentence] of [
    [() => officer.get(page), /Oturumunuz sona ermiş\. Devam etmek için yeniden oturum açın\./],
    [() => officer.post(`${page}/gonder`, { attested: "yes" }, { from: page }), /Oturumunuz sona ermiş; gönderdikleriniz kaydedilmedi\. Yeniden oturum açıp işlemi tekrarlayın\./],
  ]) {
    const answer = await act();
    assert.equal(answer.status, 303);
    assert.equal(answer.location, `/giris?sonra=${page}`);
    assert.match((await officer.get(answer.location)).text, sentence);
  }
  assert.equal(await count("requests", `reference = '${reference}' AND state = 'approved'`), 1);

  assert.equal((await officer.post("/giris", { user_name, password, next: page })).location, "/giris/kod");
  assert.equal((await officer.post("/giris/kod", { mode: "code", code: await app.code() })).location, page);
  assert.equal((await officer.get(page)).status, 200);
});

test("a form that is sent twice, or again after going back, is one request", async () => {
  const twice = await fillForm(kunye.url, staff[1]);
  const before = await count("requests");
  const sent = await Promise.all([twice.twin(), twice.twin(), twice.twin()].map((window) => window.post("/talep/gonder")));
  assert.equal(new Set(sent.map((answer) => answer.location)).size, 1, "one reference");
  assert.equal(await count("requests"), before + 1);

  const visitor = await Visitor.open(browser, kunye.url);
  const reference = await fillInBrowser(visitor, staff[1]);
  await visitor.page.goBack();
  await visitor.says(reference.split("-")[0]);
  assert.equal(await count("requests"), before + 2);
  await visitor.close();
});

test("a double click, and two officers at once, send one message", async () => {
  const [first, second] = [await ready(staff[2]), await ready(staff[3])];
  await desk.goto(`/kurum/talepler/${first}`);
  await desk.choose("attested", "yes");
  // A double click waits for nothing by itself.
  const answered = desk.page.waitForResponse((response) => response.request().method() === "GET" && response.url().endsWith(first));
  await desk.page.getByRole("button", { name: "Talebi sonuçlandır" }).dblclick();
  await answered;

  const colleague = await newOfficer(staff[4]);
  const answers = await Promise.all([submit(officer, second), submit(colleague, second), submit(officer.twin(), second)]);
  assert.deepEqual(answers.map((answer) => answer.status), [303, 303, 303]);
  for (const reference of [first, second]) {
    const where = `subject = (SELECT id FROM requests WHERE reference = '${reference}')`;
    await until("the receipt", async () => (await count("deliveries", `${where} AND state = 'delivered'`)) === 1);
    assert.equal(await count("deliveries", where), 1);
  }
  assert.match((await submit(colleague, second)).text + (await colleague.get(`/kurum/talepler/${second}`)).text, /Tamamlandı/);
});

/** Makes somebody an officer: appointed at the server, first password by text message, second factor enrolled. */
async function newOfficer(who) {
  await kunye.command("officer", "add", "--unit", who.unit.detsis, "--person", who.national_id, "--send-password");
  const sent = inMessage(await until("the text", () => lastText(who.mobile)));
  const client = new Client(kunye.url);
  await client.post("/giris", { ...sent, next: "" });
  const [, key] = /<p class="key"[^>]*>(.*?)<\/p>/s.exec((await client.get("/giris/kurulum")).html);
  const app = new Authenticator(key.replace(/<[^>]+>/g, ""));
  const confirmed = await client.post("/giris/kurulum", { code: await app.code() });
  assert.match(confirmed.text, /Kurtarma kodlarınız/);
  return client;
}

/** The last text on a simulated phone, if one came. */
async function lastText(phone) {
  const list = await new Client(kunye.url).get("/demo/phone");
  for (const [, number] of list.html.matchAll(/phone\?number=(\d+)"/g)) {
    const { html } = await new Client(kunye.url).get(`/demo/phone?number=${number}`);
    const line = /aria-current="true">(.*?)<\/a>/s.exec(html)?.[1] ?? "";
    if (line.replace(/<[^>]+>|\s/g, "").includes(phone)) return [...html.matchAll(/<p class="bubble">(.*?)<\/p>/gs)].at(-1)?.[1];
  }
}

test("scans that are too large, or not what they say, are refused with the reason", async () => {
  const reference = await request(kunye.url, staff[5]);
  await approve(supervisor, reference);
  const upload = (name, bytes) => officer.upload(`/kurum/talepler/${reference}/evrak`, "scan", name, bytes);
  for (const [name, bytes, status, sentence] of [
    ["form.pdf", exe(), 422, "Dosya PDF, JPEG ya da PNG değil. Adı öyle olsa bile içeriği başka bir türden."],
    ["form.pdf", Buffer.alloc(0), 422, "Dosya boş."],
    ["form.pdf", pdf().subarray(0, 200), 422, "Dosya eksik ya da bozuk."],
    ["form.pdf", pdf(20 << 20), 413, "Dosya çok büyük. En çok 15 MB yüklenebilir."],
  ]) {
    const answer = await upload(name, bytes);
    assert.equal(answer.status, status, answer.text);
    assert.ok(answer.text.includes(sentence), answer.text);
  }

  // Sixty megabytes, as a browser sends them: the answer must come through although nobody reads the file to its end.
  const folder = await mkdtemp(join(tmpdir(), "kunye-scan-"));
  const file = join(folder, "form.pdf");
  await writeFile(file, pdf(60 << 20));
  await desk.goto(`/kurum/talepler/${reference}`);
  await desk.page.locator("input[type=file]").setInputFiles(file);
  await desk.press("Arşive ekle");
  await desk.says("Dosya çok büyük");
  await desk.look("error-413");
  await rm(folder, { recursive: true });

  assert.equal(await count("archive_items", `subject = (SELECT id FROM requests WHERE reference = '${reference}')`), 0);
  await fileScan(officer, reference);
});

test("a workbook that unpacks to half a gigabyte is refused before it is unpacked", async () => {
  const before = await count("people");
  const started = Date.now();
  const answer = await admin.upload("/kayit/aktar", "file", "personel.xlsx", await xlsxBomb(450), { kind: "people" });
  assert.equal(answer.status, 422, answer.text);
  assert.match(answer.text, /Dosya açıldığında izin verilenden \(400 MB\) büyük olduğunu bildiriyor\./);
  assert.equal(await count("people"), before);
});

test("a broken row in the middle of a CSV file is told with its number; the others are taken", async () => {
  const [header, ...lines] = rows(people(9, staff[0].unit).slice(6));
  lines[1][0] = "12345678901";
  const csv = [header, ...lines].map((row) => row.join(";")).join("\r\n");
  const before = await count("people");
  const preview = await admin.upload("/kayit/aktar", "file", "personel.csv", Buffer.from(`\ufeff${csv}`), { kind: "people" });
  assert.equal(preview.status, 303, preview.text);
  const page = await admin.get(preview.location);
  assert.match(page.text, /Alınmayan 1 .*Satır 3 .*T\.C\. kimlik numarası geçersiz\./);
  assert.equal(await count("people"), before, "a preview changes nothing");
  assert.equal((await admin.post(`${preview.location}/uygula`)).status, 303);
  assert.equal(await count("people"), before + 2);
  const again = await admin.post(`${preview.location}/uygula`);
  assert.ok([303, 409].includes(again.status));
  assert.equal(await count("people"), before + 2, "applied once");
});

test("an unknown reference, and an officer of another unit, find nothing; an officer above sees only that the form exists", async () => {
  const unknown = await new Client(kunye.url).get("/izle/2345-6784");
  assert.equal(unknown.status, 404, unknown.text);
  assert.match(unknown.text, /bulunamadı/);
  assert.equal((await officer.get("/kurum/talepler/2345-6784")).status, 404);

  const reference = await ready(staff[0]);
  const [neighbour] = await kunye.query(
    `SELECT detsis, name FROM units WHERE parent_id = (SELECT parent_id FROM units WHERE detsis = '${staff[0].unit.detsis}') AND detsis <> '${staff[0].unit.detsis}' LIMIT 1`,
  );
  const [above] = await kunye.query("SELECT detsis, name FROM units WHERE parent_id IS NULL");
  const [beside, over] = people(11, neighbour).slice(9);
  over.unit = above;
  await importPeople(roster([beside, over]), "yetkililer.xlsx");

  const stranger = await newOfficer(beside);
  for (const answer of [await stranger.get(`/kurum/talepler/${reference}`), await submit(stranger, reference), await stranger.upload(`/kurum/talepler/${reference}/evrak`, "scan", "form.pdf", pdf())]) {
    assert.equal(answer.status, 404, answer.text);
    assert.match(answer.text, /Aradığınız kayıt bulunamadı ya da size açık değil\./);
  }
  const superior = await newOfficer(over);
  const exists = await superior.get(`/kurum/talepler/${reference}`);
  assert.equal(exists.status, 200, exists.text);
  assert.match(exists.text, /Formu yalnızca o birimin PYS yetkilileri açabilir\./);
  assert.ok(!exists.text.includes(staff[0].surname), "whose form it is stays in its unit");
  assert.equal((await submit(superior, reference)).status, 404);
  assert.equal(await count("requests", `reference = '${reference}' AND state = 'approved'`), 1);
});
