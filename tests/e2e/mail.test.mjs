// A mailbox opened with the password that a text message brought: Dovecot, Postfix and Roundcube as examples/ configures them.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DESK, launch, PHONE, Visitor } from "./lib/browser.mjs";
import { Kunye } from "./lib/kunye.mjs";
import { approve, fileScan, inMessage, request, signIn, submit } from "./lib/office.mjs";
import { people, roster } from "./lib/people.mjs";
import { until } from "./lib/process.mjs";
import { MailSystem } from "./lib/mail.mjs";
import { Smsc } from "./lib/smsc.mjs";
import { Webmail } from "./lib/webmail.mjs";

let smsc, kunye, officer, supervisor, mail, webmail, browser;
let ayse, ali; // {user_name, password}
let [who, other] = [];

/** A password by text message: form, approval, officer. */
async function renew(person) {
  const before = smsc.texts(person.mobile).length;
  const reference = await request(kunye.url, person);
  await approve(supervisor, reference);
  await fileScan(officer, reference);
  assert.equal((await submit(officer, reference)).status, 303);
  const texts = await until("the text", () => (smsc.texts(person.mobile).length > before ? smsc.texts(person.mobile) : undefined), { seconds: 60 });
  return inMessage(texts.at(-1));
}

const address = ({ user_name }) => `${user_name}@${kunye.directory.domain}`;
const messages = ({ text }) => Number(/MESSAGES (\d+)/.exec(text)?.[1]);

before(async () => {
  smsc = await Smsc.start();
  kunye = await Kunye.temporary();
  await kunye.prepare();
  await kunye.serve(smsc, { directory: true });
  const cast = await kunye.cast();
  officer = await signIn(kunye.url, cast.officer);
  supervisor = await signIn(kunye.url, cast.supervisor);
  [who, other] = people(2, await kunye.unitOf(cast.officer));
  const file = join(kunye.home, "personel.xlsx");
  await writeFile(file, roster([who, other]));
  await kunye.command("import", "people", file, "--apply");
  [ayse, ali] = [await renew(who), await renew(other)];
  mail = await MailSystem.start(await kunye.serviceAccount("e-posta", "posta"));
  webmail = await Webmail.start(mail);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await webmail?.stop();
  await mail?.stop();
  await kunye?.remove();
  await smsc?.stop();
});

test("a letter from a stranger is delivered, and read with the password that came by text message", async () => {
  assert.equal(messages(await mail.inbox(ayse)), 0);
  const sent = await mail.send({ from: "vatandas@example.net", to: address(ayse), subject: "Dilekce" });
  assert.ok(sent.ok, sent.text);
  await until("the letter", async () => messages(await mail.inbox(ayse)) === 1, { seconds: 60 });
  assert.match((await mail.read(ayse, 1)).text, /Subject: Dilekce[\s\S]*Merhaba\./);
  assert.equal(messages(await mail.inbox({ user_name: address(ayse), password: ayse.password })), 1, "the address is a user name as well");
});

test("nobody else's mailbox, nobody else's name, no mailbox that does not exist", async () => {
  assert.equal((await mail.inbox({ ...ayse, password: ali.password })).ok, false);
  assert.equal((await mail.inbox({ user_name: "yok.boyle.biri", password: ayse.password })).ok, false);
  assert.equal((await mail.send({ from: "vatandas@example.net", to: `yok.boyle.biri@${mail.domain}`, subject: "?" })).ok, false);
  assert.equal((await mail.send({ from: address(ali), to: address(ayse), subject: "?", as: ayse })).ok, false, "ayse writes as ali");
  const sent = await mail.send({ from: address(ali), to: address(ayse), subject: "Toplanti", as: ali });
  assert.ok(sent.ok, sent.text);
  await until("the second letter", async () => messages(await mail.inbox(ayse)) === 2, { seconds: 60 });
});

test("web mail in a browser", async () => {
  const visitor = await Visitor.open(browser, webmail.url, { size: DESK });
  await visitor.goto("/");
  await visitor.page.fill("#rcmloginuser", ayse.user_name);
  await visitor.page.fill("#rcmloginpwd", ayse.password);
  await visitor.page.click("#rcmloginsubmit");
  await visitor.page.getByText("Toplanti").first().waitFor();
  await visitor.page.screenshot({ path: new URL(`./screenshots/webmail-${DESK.width}.png`, import.meta.url).pathname });
  await visitor.close();
});

test("a password that ran out opens no mailbox and the directory says why; letters are taken in; after renewal it works again", async () => {
  await kunye.query(`UPDATE credentials SET ends_at = ${Date.now() - 1000} WHERE account_id = (SELECT id FROM accounts WHERE user_name = '${ayse.user_name}')`);
  assert.equal((await mail.inbox(ayse)).ok, false, "at once, on the next sign-in");
  assert.match((await kunye.whoami(ayse)).text, /Password expired/);
  assert.ok((await mail.send({ from: "vatandas@example.net", to: address(ayse), subject: "Beklerken" })).ok);

  const renewed = await renew(who);
  assert.equal(renewed.user_name, ayse.user_name);
  await until("the letter that waited", async () => messages(await mail.inbox(renewed)) === 3, { seconds: 60 });
  assert.equal((await mail.inbox(ayse)).ok, false, "the old password stays refused");

  const page = await (await signIn(kunye.url, renewed)).get("/hesabim");
  assert.match(page.text, /eski parola/i, "a device that still uses the old password is shown to its owner");
});

test("who belongs to another institution has no mailbox here, though the password is right", async () => {
  assert.ok((await mail.inbox(ali)).ok);
  // Another institution becomes the host, and Ali's is its customer.
  const [{ detsis }] = await kunye.query("SELECT detsis FROM institutions WHERE id NOT IN (SELECT institution_id FROM host) LIMIT 1");
  await kunye.command("institution", "host", detsis, "--reason", "Deneme");
  await until("no mailbox", async () => !(await mail.inbox(ali)).ok, { seconds: 30 });
  assert.match((await kunye.whoami(ali)).text, new RegExp(ali.user_name), "the account itself is what it was");
  assert.equal((await mail.send({ from: "vatandas@example.net", to: address(ali), subject: "?" })).ok, false);
});
