// pyHanko with an authority, revocation lists and a time-stamp server of its own: the signers' software, which is not ours.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Peer } from "./python.mjs";

export class Signer {
  static async start(folder) {
    const signer = new Signer();
    signer.folder = folder;
    await mkdir(folder, { recursive: true });
    signer.peer = await Peer.start("PYHANKO_PYTHON", "signer.py", folder);
    signer.port = await signer.peer.do("serve");
    await writeFile(join(folder, "seal-password"), "muhur parolasi\n");
    await writeFile(join(folder, "customer-password"), "parola\n");
    return signer;
  }

  /** The part of the configuration that believes this authority, and seals with a key of it. */
  toml({ stamps = true } = {}) {
    const at = (file) => JSON.stringify(join(this.folder, file));
    return `[signatures]
trust = [${at("root.pem")}]
lists = [${at("root.crl")}]
[seal]
key_file = ${at("seal.p12")}
password_file = ${at("seal-password")}
level = "B-LT"
time_stamps = "http://127.0.0.1:${stamps ? this.port : 9}/"
[seal.customer]
number = 12345
password_file = ${at("customer-password")}
`;
  }

  /** A file with these bytes, done something with; gives what came out. */
  async #through(bytes, act) {
    const [before, after] = [join(this.folder, "before.pdf"), join(this.folder, "after.pdf")];
    await writeFile(before, bytes);
    await act(before, after);
    return readFile(after);
  }

  enrol(key, cn, tckn) {
    return this.peer.do("enrol", key, cn, tckn);
  }

  enrolUnqualified(key, cn, tckn) {
    return this.peer.do("enrol_unqualified", key, cn, tckn);
  }

  sign(key, bytes, field, { stamped = false } = {}) {
    return this.#through(bytes, (before, after) => this.peer.do("sign", key, before, after, field, stamped));
  }

  rewrite(bytes) {
    return this.#through(bytes, (before, after) => this.peer.do("rewrite", before, after));
  }

  async fields(bytes) {
    const file = join(this.folder, "look.pdf");
    await writeFile(file, bytes);
    return this.peer.do("fields", file);
  }

  async validate(bytes) {
    const file = join(this.folder, "look.pdf");
    await writeFile(file, bytes);
    return this.peer.do("validate", file);
  }

  /** The opinion of somebody who has nothing but the file and the root. */
  async validateAlone(bytes) {
    const file = join(this.folder, "look.pdf");
    await writeFile(file, bytes);
    return this.peer.do("validate_alone", file);
  }

  identities() {
    return this.peer.do("identities");
  }

  stop() {
    this.peer.stop();
  }
}
