// Signing in to Linux with the account: SSSD as examples/sssd configures it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Kunye } from "./lib/kunye.mjs";
import { Smsc } from "./lib/smsc.mjs";
import { Sssd } from "./lib/sssd.mjs";

let smsc, kunye, sssd, person;

before(async () => {
  smsc = await Smsc.start();
  kunye = await Kunye.temporary();
  await kunye.prepare();
  await kunye.serve(smsc, { directory: true });
  person = (await kunye.cast()).staff;
  sssd = await Sssd.start(await kunye.serviceAccount("e-posta", "bilgisayarlar"));
});

after(async () => {
  await sssd?.stop();
  await kunye?.remove();
  await smsc?.stop();
});

test("the computer knows the person, by a number that stays", async () => {
  const line = await sssd.person(person.user_name);
  const [name, , uid, , full, home, shell] = line.split(":");
  assert.equal(name, person.user_name);
  assert.ok(Number(uid) >= 100_000, `a number that no local user has: ${line}`);
  assert.equal(home, `/home/${person.user_name}`);
  assert.equal(shell, "/bin/bash");
  assert.ok(full.length > 3, line);
  assert.equal((await sssd.command(["getent", "passwd", "yok.boyle.biri"])).ok, false);
});

test("the password signs in, another does not, and one that ran out does not", async () => {
  const right = await sssd.signIn(person.user_name, person.password);
  assert.ok(right.ok, right.text);
  assert.equal((await sssd.signIn(person.user_name, "yanlis-parola-1")).ok, false);
  await kunye.query(`UPDATE credentials SET ends_at = ${Date.now() - 1000} WHERE account_id = (SELECT id FROM accounts WHERE user_name = '${person.user_name}')`);
  assert.equal((await sssd.signIn(person.user_name, person.password)).ok, false, "at once");
});
