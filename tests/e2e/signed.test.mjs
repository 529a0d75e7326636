// Forms that people sign electronically, in software that is not ours (pyHanko); seals, verified by it; the public page that verifies.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { launch, PHONE, Visitor } from "./lib/browser.mjs";
import { Client } from "./lib/client.mjs";
import { Kunye } from "./lib/kunye.mjs";
import { fillForm as fillPlain, REFERENCE, signIn as signInPlain, submit } from "./lib/office.mjs";
import { fillForm, signIn } from "./lib/pages.mjs";
import { people, roster } from "./lib/people.mjs";
import { until } from "./lib/process.mjs";
import { Signer } from "./lib/signer.mjs";

const run = promisify(execFile);
const SOFTHSM = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"].find(existsSync);
let kunye, signer, browser, cast, staff;

before(async () => {
  kunye = await Kunye.temporary();
  await kunye.prepare();
  signer = await Signer.start(join(kunye.home, "signer"));
  await kunye.serve(undefined, { more: signer.toml() });
  cast = await kunye.cast();
  staff = people(3, await kunye.unitOf(cast.officer));
  const file = join(kunye.home, "personel.xlsx");
  await writeFile(file, roster(staff));
  await kunye.command("import", "people", file, "--apply");
  for (const [at, who] of staff.entries()) await signer.enrol(`staff${at}`, `${who.given_names} ${who.surname}`.toLocaleUpperCase("tr"), who.national_id);
  const [supervisor] = await kunye.query(`SELECT people.national_id FROM people JOIN accounts ON accounts.person_id = people.id WHERE user_name = '${cast.supervisor.user_name}'`);
  await signer.enrol("supervisor", cast.supervisor.name.toLocaleUpperCase("tr"), supervisor.national_id);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await kunye?.remove();
  signer?.stop();
});

const visitor = (options) => Visitor.open(browser, kunye.url, options);

/** The file behind a link of the page, fetched with the page's cookies. */
async function fetched(visitor, href) {
  const answer = await visitor.context.request.get(href);
  assert.equal(answer.status(), 200, `${href}: ${answer.status()}`);
  return answer.body();
}

const choose = (visitor, field, name, buffer) => visitor.page.locator(`input[name=${field}]`).setInputFiles({ name, mimeType: "application/pdf", buffer });

test("applicant and supervisor sign with pyHanko; the officer sees it and the archive keeps it", async () => {
  const applicant = await visitor({ size: PHONE, scripts: false });
  const reference = await fillForm(applicant, staff[0]);
  await applicant.press("Elektronik imzayla imzala");
  assert.equal(await applicant.heading(), "Formu elektronik imzayla imzalayın");
  await applicant.look("sign");
  const form = await fetched(applicant, `/talep/${reference}/form.pdf`);
  assert.deepEqual(await fetched(applicant, `/talep/${reference}/form.pdf`), form, "the same bytes each time");

  // What was issued: sealed, tagged, with a field ready for each of the two.
  const look = await signer.fields(form);
  assert.deepEqual(look, { fields: { Applicant: false, Supervisor: false, "Kunye-Seal": true }, tagged: true, marked: true });
  const [seal] = await signer.validate(form);
  assert.ok(seal.good && seal.stamped && seal.field === "Kunye-Seal", seal.said);
  const [identity] = await signer.identities();
  assert.match(identity, /^30[0-9a-f]+$/);
  assert.ok(identity.startsWith("305d02023039"), "customer 12345");

  // Refused with what helps: unsigned, written anew, by somebody else, not qualified.
  await signer.enrolUnqualified("plain", "NİTELİKSİZ", staff[0].national_id);
  for (const [bytes, sentence] of [
    [form, "Dosyada imza yok."],
    [await signer.sign("staff0", await signer.rewrite(form), "Applicant"), "Dosya, buradan indirilen formla başlamıyor."],
    [await signer.sign("staff1", form, "Applicant"), "İlk imza, formda adı yazan kişinin değil."],
    [await signer.sign("plain", form, "Applicant"), "nitelikli elektronik sertifikayla atılmamış"],
  ]) {
    await choose(applicant, "signed", "form.pdf", bytes);
    await applicant.press("İmzalı formu yükle");
    await applicant.says(sentence);
  }
  await applicant.look("sign-refused");

  const once = await signer.sign("staff0", form, "Applicant", { stamped: true });
  await choose(applicant, "signed", "form.pdf", once);
  await applicant.press("İmzalı formu yükle");
  await applicant.says("İmzalı form alındı.", "Sıra idari amirinizde.", "B-LT");
  await applicant.look("sign-once");

  const supervisor = await visitor();
  await signIn(supervisor, cast.supervisor);
  await supervisor.goto(`/onay/${reference}`);
  await supervisor.click(supervisor.page.getByText("Onay yerine formu elektronik imzayla imzala"));
  await supervisor.look("approvals-sign");
  const fromDesk = await fetched(supervisor, `/onay/${reference}/form.pdf`);
  assert.deepEqual(fromDesk, once);
  const twice = await signer.sign("supervisor", fromDesk, "Supervisor");
  await choose(supervisor, "signed", "form.pdf", twice);
  await supervisor.press("İmzalı formu yükle");
  await supervisor.says("Formu imzaladınız; talep onaylandı.");
  const opinion = await signer.validate(twice);
  assert.ok(opinion.length === 3 && opinion.every(({ good }) => good), JSON.stringify(opinion));

  const officer = await visitor();
  await signIn(officer, cast.officer);
  await officer.goto(`/kurum/talepler/${reference}`);
  await officer.says("elektronik imzayla imzaladı", "Elektronik imzalı form");
  await officer.look("officer-signed");
  await officer.choose("attested", "yes");
  await officer.press("Talebi sonuçlandır");
  await officer.goto("/kurum/arsiv");
  await officer.says(reference);
  assert.deepEqual(await fetched(officer, await officer.page.locator("a.row-link").first().getAttribute("href")), twice);

  // The bundle, checked with nothing but what every machine has.
  const folder = join(kunye.home, "bundle");
  await mkdir(folder);
  await writeFile(join(folder, "case.zip"), await fetched(officer, `/kurum/talepler/${reference}/dosya.zip`));
  await run("python3", ["-m", "zipfile", "-e", "case.zip", "."], { cwd: folder });
  await run("sha256sum", ["--check", "--strict", "SHA256SUMS"], { cwd: folder });
  await run("openssl", ["cms", "-verify", "-binary", "-inform", "DER", "-in", "SHA256SUMS.p7s", "-content", "SHA256SUMS", "-CAfile", join(kunye.home, "signer/root.pem"), "-purpose", "any", "-out", "/dev/null"], { cwd: folder });
  const { stdout } = await run("ls", ["-R"], { cwd: folder });
  for (const part of ["README.tr.txt", "case.json", "record.json", "1.report.json", "SHA256SUMS"]) assert.ok(stdout.includes(part), stdout);
});

test("anybody verifies a document by its code or by the file; an edited one fails", async () => {
  const applicant = await fillPlain(kunye.url, staff[1]);
  const sent = await applicant.post("/talep/gonder");
  const reference = REFERENCE.exec(sent.location)[0];
  const form = (await applicant.get(`/talep/${reference}/form.pdf`)).bytes;
  const [{ code }] = await kunye.query(`SELECT code FROM issued_documents JOIN requests ON requests.id = subject WHERE reference = '${reference}'`);
  const text = join(kunye.home, "form.pdf");
  await writeFile(text, form);
  const { stdout } = await run("pdftotext", ["-layout", text, "-"]);
  assert.ok(stdout.includes(code), "the code is printed on the form");

  const reader = await visitor({ size: PHONE });
  await reader.goto("/dogrula");
  await reader.look("verify-ask");
  await reader.fill({ code: "KT7M" });
  await reader.press("Doğrula");
  await reader.says("Bu bir doğrulama koduna benzemiyor.");
  await reader.fill({ code: code.toLowerCase() });
  await reader.press("Doğrula");
  assert.equal(await reader.heading(), "Bu kodla bir belge verildi");
  await reader.says(reference, staff[1].given_names, staff[1].surname, "Deneme Kurum Mührü", "Geçerli", "B-LT");
  assert.ok(!(await reader.text()).includes(staff[1].national_id), "the national id is masked");
  await reader.look("verify-listed");

  const verify = async (bytes) => {
    await reader.goto("/dogrula");
    await choose(reader, "file", "belge.pdf", bytes);
    await reader.press("Doğrula");
    return reader.heading();
  };
  assert.equal(await verify(form), "Belge gerçek");
  await reader.look("verify-genuine");
  const signed = await signer.sign("staff1", form, "Applicant");
  assert.equal(await verify(signed), "Belge gerçek");
  await reader.says("Nitelikli elektronik sertifika (kişi)");
  const edited = Buffer.from(form);
  edited[edited.indexOf("/Contents<") > 0 ? edited.indexOf("stream") + 20 : 2000] ^= 1;
  assert.equal(await verify(edited), "Bu belge bizden değil");
  await reader.look("verify-unknown");
  const appended = Buffer.concat([signed, Buffer.from("\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n")]);
  assert.equal(await verify(appended), "Belge değiştirilmiş");
  await reader.look("verify-changed");
  await reader.goto("/dil/en");
  await reader.goto(`/dogrula/${code}`);
  await reader.says("A document was issued with this code");

  // A stranger who tries codes is slowed; one who sends large files is told so.
  const stranger = new Client(kunye.url);
  const large = await stranger.upload("/dogrula", "file", "x.pdf", Buffer.concat([Buffer.from("%PDF-"), Buffer.alloc(21 << 20)]));
  assert.equal(large.status, 413);
  let slowed = false;
  for (let at = 0; at < 40 && !slowed; at += 1) slowed = (await stranger.get("/dogrula/KKKK-KKKK-KKKK-KKKK")).status === 429;
  assert.ok(slowed, "trying codes is slowed");
});

test("without the time-stamp authority a form is issued all the same, at a lower level", async () => {
  await kunye.stop();
  await kunye.serve(undefined, { more: signer.toml({ stamps: false }) });
  const applicant = await fillPlain(kunye.url, staff[2]);
  const reference = REFERENCE.exec((await applicant.post("/talep/gonder")).location)[0];
  const form = (await applicant.get(`/talep/${reference}/form.pdf`)).bytes;
  const [seal] = await signer.validate(form);
  assert.ok(seal.good && !seal.stamped, seal.said);
  const [{ seal_level }] = await kunye.query(`SELECT seal_level FROM issued_documents JOIN requests ON requests.id = subject WHERE reference = '${reference}'`);
  assert.equal(seal_level, "B-B");

  // A signature electronically, the approval signed in: the officer needs no paper.
  const taken = await applicant.upload(`/talep/${reference}/imza`, "signed", "form.pdf", await signer.sign("staff2", form, "Applicant"));
  assert.equal(taken.status, 303, taken.text);
  const supervisor = await signInPlain(kunye.url, cast.supervisor);
  await until("the request at the supervisor's desk", async () => (await supervisor.get(`/onay/${reference}`)).status === 200);
  assert.equal((await supervisor.post(`/onay/${reference}/onayla`)).status, 303);
  const officer = await signInPlain(kunye.url, cast.officer);
  assert.equal((await submit(officer, reference)).status, 303);
});

/** Seals an issued form once more, by `kunye seal` with this configuration; gives what came out and what was said. */
async function sealed(name, toml, env = {}) {
  const [configuration, output] = [join(kunye.home, `${name}.toml`), join(kunye.home, `${name}.pdf`)];
  await writeFile(configuration, toml);
  const paper = new URL("../../crates/esign/tests/corpus/files/nothing-signed.pdf", import.meta.url).pathname;
  const { stderr } = await run(kunye.binary, ["seal", paper, "--output", output, "--config", configuration, "--language", "en"], { env: { ...process.env, ...env } });
  return { bytes: await readFile(output), said: stderr };
}

test("a key in a PKCS#11 token seals, and pyHanko finds it good", { skip: !SOFTHSM && !process.env.CI }, async () => {
  const folder = join(kunye.home, "token");
  await mkdir(join(folder, "tokens"), { recursive: true });
  const env = { SOFTHSM2_CONF: join(folder, "softhsm2.conf") };
  await writeFile(env.SOFTHSM2_CONF, `directories.tokendir = ${join(folder, "tokens")}\nobjectstore.backend = file\n`);
  await writeFile(join(folder, "pin"), "4711\n");
  const softhsm = (...args) => run("softhsm2-util", args, { env: { ...process.env, ...env } });
  await softhsm("--init-token", "--free", "--label", "kurum", "--so-pin", "1234", "--pin", "4711");
  for (const [number, kind] of ["ec", "rsa"].entries()) {
    await softhsm("--import", join(signer.folder, `seal-${kind}.key`), "--token", "kurum", "--label", kind, "--id", `0${number + 1}`, "--pin", "4711");
    const { bytes, said } = await sealed(`token-${kind}`, `[seal]
level = "B-T"
time_stamps = "http://127.0.0.1:${signer.port}/"
[seal.device]
module = "${SOFTHSM}"
token_label = "kurum"
key_label = "${kind}"
pin_file = "${join(folder, "pin")}"
certificates = ["${join(signer.folder, `seal-${kind}.pem`)}"]
`, env);
    assert.match(said, /level B-T/);
    const [seal] = await signer.validate(bytes);
    assert.ok(seal.good && seal.stamped && seal.field === "Kunye-Seal", seal.said);
  }
});

test("revocation that is not at hand is asked for, and stays with the sealed document", async () => {
  const toml = signer.toml().replace(/lists = .*/, 'lists = []\nfetch_from = ["127.0.0.1"]').replace('"B-LT"', '"B-LTA"');
  const { bytes, said } = await sealed("asked", toml);
  assert.match(said, /level B-LTA/);
  const opinion = await signer.validateAlone(bytes);
  assert.ok(opinion.good && opinion.stamped && opinion.archived === 1, opinion.said);
  // An address of this machine that nobody named is not called; then the seal says that it proves less.
  const alone = await sealed("not-asked", toml.replace('["127.0.0.1"]', "[]"));
  assert.match(alone.said, /level B-T/);
});
