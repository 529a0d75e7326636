// The process is killed at any point of a renewal and started again: the renewal completes, once. A message that may or may not
// have gone out is told as unknown, and is the only reason for another one.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Kunye } from "./lib/kunye.mjs";
import { approve, fileScan, inMessage, opens, request, signIn, submit } from "./lib/office.mjs";
import { people, roster } from "./lib/people.mjs";
import { until } from "./lib/process.mjs";
import { Smsc } from "./lib/smsc.mjs";

/** When the process dies: so many milliseconds after the officer's click, closer to each other at the beginning, or as soon as
    the delivery is in a state. On a machine of any speed, the latter are the moments in which a message is on its way. */
const SPAN = 400;
const MOMENTS = [...Array.from({ length: 8 }, (_, at) => SPAN * ((at + Math.random()) / 8) ** 2), "handed_over", "handed_over", "accepted", "accepted"];

let smsc, kunye, cast, staff;
const references = [];

before(async () => {
  // Answers that take a while make the moment long in which nobody knows.
  smsc = await Smsc.start({ "answer-delay-ms": 150, "receipt-delay-ms": 50 });
  kunye = await Kunye.temporary();
  await kunye.prepare();
  await kunye.serve(smsc);
  cast = await kunye.cast();
  staff = people(MOMENTS.length, await kunye.unitOf(cast.officer));
  const file = join(kunye.home, "personel.xlsx");
  await writeFile(file, roster(staff));
  await kunye.command("import", "people", file, "--apply");
});

after(async () => {
  await kunye?.remove();
  await smsc?.stop();
});

const stateOf = async (reference) => (await kunye.query(`SELECT state FROM requests WHERE reference = '${reference}'`))[0].state;
const deliveries = (reference) =>
  kunye.query(`SELECT deliveries.state FROM deliveries JOIN requests ON requests.id = deliveries.subject WHERE reference = '${reference}' ORDER BY deliveries.id`);

test("a renewal completes once, whenever the process dies", async (t) => {
  const supervisor = await signIn(kunye.url, cast.supervisor);
  const officer = await signIn(kunye.url, cast.officer);
  for (const who of staff) {
    const reference = await request(kunye.url, who);
    await approve(supervisor, reference);
    await fileScan(officer, reference);
    references.push(reference);
  }

  for (const [at, reference] of references.entries()) {
    const moment = MOMENTS[at];
    const click = submit(officer, reference).then((answer) => answer.status, () => "no answer");
    if (typeof moment === "number") await sleep(moment);
    // A state is passed through: later ones mean that it has been.
    else await until(moment, async () => (await deliveries(reference)).some((it) => it.state !== "handed_over" || moment === it.state), { every: 1 });
    await kunye.process.kill();
    const found = await stateOf(reference);
    const sent = await deliveries(reference);
    t.diagnostic(`killed ${typeof moment === "number" ? `after ${Math.round(moment)} ms` : `when ${moment}`}: ${await click}, ${found}, ${sent.map((it) => it.state).join(" ") || "no delivery"}`);
    await kunye.forgetLeases();
    await kunye.serve(smsc);
    // Whoever got no answer clicks again.
    if (found === "approved") assert.equal((await submit(officer, reference)).status, 303);
    // Before the next death, so that each renewal meets one.
    await until("the renewal is fulfilled", async () => (await stateOf(reference)) === "fulfilled");
  }

  let unknowns = 0;
  for (const [at, who] of staff.entries()) {
    const [reference, texts, sent] = [references[at], smsc.texts(who.mobile), await deliveries(references[at])];
    const unknown = sent.filter((it) => it.state === "unknown").length;
    unknowns += unknown;
    assert.ok(texts.length >= 1, "a text arrived");
    assert.ok(texts.length <= 1 + unknown, `${texts.length} texts, ${unknown} unknown`);
    assert.equal(sent.length - unknown, 1, `one delivery is known: ${sent.map((it) => it.state)}`);
    assert.ok(["accepted", "delivered"].includes(sent.at(-1).state));
    const { text } = await officer.get(`/kurum/talepler/${reference}`);
    assert.match(text, /Tamamlandı/);
    assert.equal(text.split("Mesajın ulaşıp ulaşmadığı bilinmiyor.").length - 1, unknown, "the officer sees what is unknown");

    const passwords = texts.map(inMessage);
    const [first, ...others] = passwords;
    assert.ok(await opens(kunye.url, first.user_name, first.password), `whichever message arrived works: ${sent.map((it) => it.state)}, ${texts.length} texts`);
    for (const other of others) assert.equal(await opens(kunye.url, other.user_name, other.password), false, "once one is used, the others are over");
    const credentials = await kunye.query(
      `SELECT credentials.state FROM credentials JOIN accounts ON accounts.id = account_id WHERE user_name = '${first.user_name}' AND credentials.state <> 'retired'`,
    );
    assert.deepEqual(credentials, [{ state: "current" }]);
  }
  assert.ok(unknowns >= 1, "the process died with a message on its way");
  const [{ dead }] = await kunye.query("SELECT count(*) AS dead FROM jobs WHERE state = 'dead'");
  assert.equal(dead, 0);
});
