// The directory, asked by clients that are not ours: Debian's ldap-utils, ldap3 of Python, ldapts of Node.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { Client } from "ldapts";
import { Kunye } from "./lib/kunye.mjs";
import { Smsc } from "./lib/smsc.mjs";

const run = promisify(execFile);
const NEW = "üç mavi kedi çatıda uyur";
let kunye, smsc, staff, machine;

before(async () => {
  kunye = await Kunye.temporary();
  await kunye.prepare();
  smsc = await Smsc.start();
  await kunye.serve(smsc, { directory: true });
  staff = (await kunye.cast()).staff;
  machine = await kunye.serviceAccount("e-posta", "deneme");
});

after(async () => {
  await kunye?.stop();
  await smsc?.stop();
});

const asMachine = () => ({ dn: machine.user, password: machine.secret });

test("ldap-utils: who am I, pages, attributes", async () => {
  const who = await kunye.whoami(staff);
  assert.ok(who.ok && who.text.includes(`dn:uid=${staff.user_name},ou=people,`), who.text);
  const stranger = await kunye.whoami({ ...staff, password: "yanlış" });
  assert.ok(!stranger.ok && stranger.text.includes("(49)"), stranger.text);
  const base = `ou=people,${machine.base}`;
  const all = await kunye.ldap("ldapsearch", {
    as: asMachine(), flags: ["-LLL", "-b", base, "-s", "one", "-E", "pr=50/noprompt"], rest: ["(objectClass=inetOrgPerson)", "uid"],
  });
  assert.ok(all.ok, all.text);
  const names = all.text.match(/^uid: .*/gm);
  assert.ok(names.length > 100, `${names.length} people in pages of 50`);
  assert.equal(new Set(names).size, names.length);
  const own = await kunye.ldap("ldapsearch", { as: staff, flags: ["-LLL", "-b", machine.base], rest: ["(uid=*)", "1.1"] });
  assert.equal(own.text.match(/^dn: /gm).length, 1, "a person sees themself");
});

test("ldap-utils: no password without TLS is asked of anybody but the machine itself, and none in vain", async () => {
  const empty = await kunye.whoami({ ...staff, password: "" });
  assert.ok(!empty.ok && empty.text.includes("(53)"), empty.text);
});

test("ldapts: StartTLS, bind, search", async () => {
  const client = new Client({ url: machine.url });
  await client.startTLS({ ca: [await readFile(machine.certificate)] });
  await client.bind(machine.user, machine.secret);
  const { searchEntries } = await client.search(machine.base, {
    filter: `(mail=${staff.user_name}@${machine.domain})`, attributes: ["cn", "memberOf", "entryUUID"], paged: { pageSize: 10 },
  });
  assert.equal(searchEntries.length, 1);
  assert.equal(searchEntries[0].cn, staff.name);
  await assert.rejects(client.bind(`uid=${staff.user_name},ou=people,${machine.base}`, "yanlış"), { code: 49 });
  await client.unbind();
});

test("ldap3 of Python: schema, StartTLS, comparing", async () => {
  const program = `
import ldap3, ssl, sys
url, ca, user, secret, base, uid = sys.argv[1:]
tls = ldap3.Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=ca, valid_names=["localhost"])
server = ldap3.Server(url, tls=tls, get_info=ldap3.ALL)
connection = ldap3.Connection(server, user, secret, auto_bind=ldap3.AUTO_BIND_TLS_BEFORE_BIND, check_names=True)
assert base in server.info.naming_contexts, server.info
assert "inetOrgPerson" in server.schema.object_classes and "memberOf" in server.schema.attribute_types
found = list(connection.extend.standard.paged_search("ou=people," + base, "(&(objectClass=person)(sn=*))", attributes=["uid"], paged_size=100))
assert len(found) > 100, len(found)
assert connection.compare("uid=%s,ou=people,%s" % (uid, base), "uid", uid)
print(connection.extend.standard.who_am_i())
`;
  const { stdout } = await run("/usr/bin/python3", ["-c", program, machine.url, machine.certificate, machine.user, machine.secret, machine.base, staff.user_name]);
  assert.equal(stdout.trim(), `dn:${machine.user}`);
});

test("ldappasswd: one's own password, by the rules of the account page", async () => {
  const change = (to) => kunye.ldap("ldappasswd", { as: staff, flags: ["-a", staff.password, "-s", to] });
  const short = await change("kısa");
  assert.ok(!short.ok && short.text.includes("(19)"), short.text);
  const changed = await change(NEW);
  assert.ok(changed.ok, changed.text);
  const old = await kunye.whoami(staff);
  assert.ok(!old.ok && old.text.includes("(49)"), old.text);
  const now = await kunye.whoami({ ...staff, password: NEW });
  assert.ok(now.ok, now.text);
});
