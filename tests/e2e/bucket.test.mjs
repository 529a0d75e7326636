// Forms in an S3-compatible store that is not ours (moto): what lies there tells nothing, and when it is away that is said.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { Kunye } from "./lib/kunye.mjs";
import { fillForm, REFERENCE } from "./lib/office.mjs";
import { people, roster } from "./lib/people.mjs";
import { Peer } from "./lib/python.mjs";

const run = promisify(execFile);
let kunye, store, staff, more;

before(async () => {
  kunye = await Kunye.temporary();
  await kunye.prepare();
  store = await Peer.start("MOTO_PYTHON", "bucket.py", "");
  await writeFile(join(kunye.home, "bucket-secret"), "gizli\n");
  more = `[data.bucket]
address = "${await store.do("where")}"
name = "kunye"
access_key = "kunye"
secret_file = "${join(kunye.home, "bucket-secret")}"
`;
  await kunye.serve(undefined, { more });
  const cast = await kunye.cast();
  staff = people(1, await kunye.unitOf(cast.officer));
  const file = join(kunye.home, "personel.xlsx");
  await writeFile(file, roster(staff));
  await kunye.command("import", "people", file, "--apply");
});

after(async () => {
  await kunye?.remove();
  store?.stop();
});

test("forms lie in the bucket, encrypted under names that tell nothing, and come back byte for byte", async () => {
  const applicant = await fillForm(kunye.url, staff[0]);
  const reference = REFERENCE.exec((await applicant.post("/talep/gonder")).location)[0];
  const form = (await applicant.get(`/talep/${reference}/form.pdf`)).bytes;
  assert.equal(form.subarray(0, 5).toString(), "%PDF-");
  const [{ blob }] = await kunye.query(`SELECT blob FROM issued_documents JOIN requests ON requests.id = subject WHERE reference = '${reference}'`);
  // The workers of the demonstration's own papers use the bucket too.
  const objects = new Map(await store.do("objects"));
  assert.ok(objects.has(blob) && [...objects.keys()].every((name) => /^[0-9a-f]{64}$/.test(name)), [...objects.keys()].join());
  assert.ok(![...objects.values()].some((first) => Buffer.from(first, "hex").includes("%PDF")), "encrypted");
  assert.ok(!existsSync(join(kunye.data, "blobs", blob.slice(0, 2), blob)), "not in the folder");
  assert.deepEqual((await applicant.get(`/talep/${reference}/form.pdf`)).bytes, form);

  await store.do("end");
  const away = await applicant.get(`/talep/${reference}/form.pdf`);
  assert.equal(away.status, 503);
  // An address signed for one request is itself a secret.
  assert.ok(!(await readFile(kunye.log, "utf8")).includes("X-Amz-Signature"));
});

test("a bucket that is not there is said before anything begins", async () => {
  await kunye.stop();
  const configuration = join(kunye.home, "wrong.toml");
  await writeFile(configuration, `[server]\npublic_url = "${kunye.url}"\n[data]\nfolder = "${kunye.data}"\n${more}`);
  await assert.rejects(run(kunye.binary, ["migrate", "--check", "--config", configuration, "--language", "en"]), /The bucket kunye cannot be used/);
});
