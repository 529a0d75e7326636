// The journey with its text message through an SMPP server that is not ours; and a search for the password that arrived there in
// everything the product left behind.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Kunye } from "./lib/kunye.mjs";
import { ACCEPTED, approve, DELIVERED, fileScan, inMessage, opens, request, signIn, submit } from "./lib/office.mjs";
import { people, roster } from "./lib/people.mjs";
import { until } from "./lib/process.mjs";
import { contentsOf, findIn, forms } from "./lib/secrets.mjs";
import { Smsc } from "./lib/smsc.mjs";

let smsc, kunye, cast, officer, supervisor;
const [passwords, references] = [[], []];

before(async () => {
  // Late enough that the page shows what is known before, on a slow machine too.
  smsc = await Smsc.start({ "receipt-delay-ms": 1500 });
  kunye = await Kunye.temporary();
  await kunye.prepare();
  await kunye.serve(smsc);
  cast = await kunye.cast();
  officer = await signIn(kunye.url, cast.officer);
  supervisor = await signIn(kunye.url, cast.supervisor);
});

after(async () => {
  await kunye?.remove();
  await smsc?.stop();
});

test("accepted, then delivered, then used", async () => {
  const unit = await kunye.unitOf(cast.officer);
  const [who] = people(1, unit);
  const file = join(kunye.home, "personel.xlsx");
  await writeFile(file, roster([who]));
  assert.match(await kunye.command("import", "people", file, "--apply"), /Çağla Işık/);

  const reference = await request(kunye.url, who);
  await approve(supervisor, reference);
  await fileScan(officer, reference);
  assert.deepEqual(smsc.texts(who.mobile), [], "nothing is sent before the officer says so");
  assert.equal((await submit(officer, reference)).status, 303);

  const page = () => officer.get(`/kurum/talepler/${reference}`);
  const seen = [];
  await until("the receipt", async () => {
    const { text } = await page();
    for (const state of [ACCEPTED, DELIVERED]) if (text.includes(state) && !seen.includes(state)) seen.push(state);
    return seen.includes(DELIVERED);
  }, { every: 20 });
  assert.deepEqual(seen, [ACCEPTED, DELIVERED]);
  assert.match((await page()).text, /Tamamlandı/);

  const texts = smsc.texts(who.mobile);
  assert.equal(texts.length, 1);
  const sent = inMessage(texts[0]);
  const account = await (await signIn(kunye.url, sent)).get("/hesabim");
  assert.match(account.text, /30 gün kaldı/);
  passwords.push(sent.password);
  references.push(reference);
});

test("a second renewal: the old password lives until the new one is used", async () => {
  const [who] = people(1, await kunye.unitOf(cast.officer));
  const reference = await request(kunye.url, who);
  await approve(supervisor, reference);
  await fileScan(officer, reference);
  await submit(officer, reference);
  const texts = await until("the second text", () => (smsc.texts(who.mobile).length === 2 ? smsc.texts(who.mobile) : undefined));
  const sent = inMessage(texts[1]);
  assert.notEqual(sent.password, passwords[0]);
  assert.ok(await opens(kunye.url, sent.user_name, passwords[0]), "the old password lives until the new one is used");
  assert.ok(await opens(kunye.url, sent.user_name, sent.password));
  assert.equal(await opens(kunye.url, sent.user_name, passwords[0]), false);
  passwords.push(sent.password);
  references.push(reference);
});

test("the search finds what is there, in every form", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kunye-search-"));
  try {
    for (const [at, { name, bytes }] of forms("kx7pm3Rq9fTz").entries()) {
      await writeFile(join(folder, String(at)), Buffer.concat([Buffer.from("\0a"), bytes, Buffer.from("\0")]));
      const found = findIn(await contentsOf(folder), "kx7pm3Rq9fTz");
      assert.ok(found.some((line) => line.endsWith(`${at} (${name})`)), `${name} is overlooked`);
    }
    const group = Buffer.from("{\"detail\":\"..kx7pm3Rq9fTz..\"}").toString("base64");
    assert.deepEqual(findIn(new Map([["row", Buffer.from(group)]]), "kx7pm3Rq9fTz"), ["row (base 64)"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("no byte of database, journal, files, log or jobs holds a password that was delivered", async () => {
  assert.equal(passwords.length, 2);
  const running = await kunye.everything();
  assert.ok([...running.keys()].some((name) => name.endsWith("-wal")), "the journal is there while the product runs");
  await kunye.stop();
  for (const contents of [running, await kunye.everything()]) {
    for (const reference of references) assert.ok(findIn(contents, reference).some((where) => where.includes("sqlite")), "the search finds what is there");
    for (const password of passwords) assert.deepEqual(findIn(contents, password), []);
  }
  assert.match(await readFile(kunye.log, "utf8"), /DEBUG/, "the log was as talkative as it gets");
});
