// The product: the binary of KUNYE_BIN on loopback, with a folder of its own.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort, Program, until } from "./process.mjs";
import { contentsOf } from "./secrets.mjs";
import { Authenticator } from "./totp.mjs";

const run = promisify(execFile);
const BINARY = process.env.KUNYE_BIN ?? new URL("../../../target/debug/kunye", import.meta.url).pathname;

/** One installation: a data folder, a log beside it, and the process that runs on them. */
export class Kunye {
  static async temporary() {
    if (!existsSync(BINARY)) throw new Error(`no binary at ${BINARY}: build it, or set KUNYE_BIN`);
    const kunye = new Kunye();
    kunye.home = await mkdtemp(join(tmpdir(), "kunye-e2e-"));
    kunye.data = join(kunye.home, "data");
    kunye.log = join(kunye.home, "log");
    kunye.configuration = join(kunye.home, "kunye.toml");
    kunye.port = await freePort();
    kunye.url = `http://127.0.0.1:${kunye.port}`;
    await mkdir(kunye.data);
    return kunye;
  }

  get binary() {
    return BINARY;
  }

  get database() {
    return join(this.data, "kunye.sqlite");
  }

  /** The sample institution, its people and their passwords, without serving pages. */
  prepare() {
    return this.#command("demo", "--data", this.data, "--prepare-only");
  }

  /** `kunye demo`: sample data, simulated phones. */
  demo() {
    return this.#start("demo", "--data", this.data, "--listen", `127.0.0.1:${this.port}`);
  }

  /** `kunye serve` on what was prepared, sending through the SMSC at this port, or nothing; with a directory beside the pages, and `more` in the configuration, if wished. */
  async serve(smsc, { directory = false, more = "" } = {}) {
    this.secrets = smsc ? { KUNYE_SMS__SMPP__PASSWORD: "kunye" } : {};
    if (directory) await this.#directory();
    await writeFile(
      this.configuration,
      `[server]
listen = "127.0.0.1:${this.port}"
public_url = "${this.url}"
secure_cookies = false
[database]
url = "sqlite:${this.database}"
[data]
folder = "${this.data}"
[log]
level = "debug"
${smsc ? smpp(smsc.port) : '[sms]\ngateway = "none"\n'}${this.directory?.toml ?? ""}${more}`,
    );
    return this.#start("serve", "--config", this.configuration);
  }

  /** Where the directory listens, with a certificate for `localhost`. */
  async #directory() {
    const [certificate, key, port] = [join(this.home, "ldap.pem"), join(this.home, "ldap.key"), await freePort()];
    await run("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", certificate,
      "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]);
    const base = "dc=kunye,dc=example";
    const toml = `[ldap]
listen = "127.0.0.1:${port}"
base = "${base}"
certificate = "${certificate}"
key = "${key}"
`;
    // By address: libldap takes "localhost" for this machine's full name when it holds the certificate against it.
    this.directory = { url: `ldap://127.0.0.1:${port}`, base, domain: "kunye.example", certificate, toml };
  }

  /** A new service account of an application: how its machine reaches the directory. */
  async serviceAccount(application, name) {
    const secret = (await this.command("application", "service", "add", application, name)).trim();
    return { ...this.directory, user: `cn=${name},ou=applications,${this.directory.base}`, secret };
  }

  /** An LDAP client of Debian's on the directory, with StartTLS: `{ok, text}`. */
  async ldap(command, { as, flags = [], rest = [] }) {
    const { url, base, certificate } = this.directory;
    const bind = as ? ["-D", as.dn ?? `uid=${as.user_name},ou=people,${base}`, "-w", as.password] : [];
    const env = { ...process.env, LDAPTLS_CACERT: certificate, LDAPTLS_REQCERT: "demand" };
    try {
      const { stdout, stderr } = await run(command, ["-x", "-ZZ", "-H", url, ...bind, ...flags, ...rest], { env, maxBuffer: 1 << 26 });
      return { ok: true, text: stdout + stderr };
    } catch ({ stdout, stderr }) {
      return { ok: false, text: stdout + stderr };
    }
  }

  /** Who one is to the directory, and what it says about the password. */
  whoami(as) {
    return this.ldap("ldapwhoami", { as, flags: ["-e", "ppolicy"] });
  }

  async #start(...args) {
    this.process = new Program(BINARY, args, { log: this.log, env: { KUNYE_LOG__LEVEL: "debug", ...this.secrets }, cwd: this.home });
    await until("kunye answers", async () => {
      if (!this.process.isRunning) throw new Error(`kunye ended: ${await readFile(this.log, "utf8")}`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      return answer?.ok;
    }, { seconds: 180, every: 50 });
  }

  /** A command of the program on this installation; gives what it printed. */
  async command(...args) {
    return this.#command(...args, "--data", this.data, "--database", `sqlite:${this.database}`, "--language", "tr");
  }

  async #command(...args) {
    const { stdout } = await run(BINARY, args, { cwd: this.home, maxBuffer: 1 << 26 });
    return stdout;
  }

  /** The people one can be, by role; whoever has a second factor gets an app that makes its codes. */
  async cast() {
    const personas = JSON.parse(await readFile(join(this.data, "demo.json"), "utf8"));
    for (const who of personas) {
      if (who.second_factor) who.app = new Authenticator(Buffer.from(who.second_factor));
    }
    // Of several people in one role, the first plays it, and the one after them is `second`.
    const play = (nth) => Object.fromEntries(personas.map(({ role }) => [role, personas.filter((who) => who.role === role)[nth]]));
    return { ...play(0), second: play(1) };
  }

  /** The unit in which somebody of the cast holds a duty: `{detsis, name}`. */
  async unitOf({ user_name }) {
    const [unit] = await this.query(
      `SELECT units.detsis, units.name FROM units JOIN duties ON duties.unit_id = units.id JOIN accounts ON accounts.person_id = duties.person_id
       WHERE accounts.user_name = '${user_name}'`,
    );
    return unit;
  }

  /** Rows of a query on the database, while the product runs or after. */
  async query(sql) {
    const { stdout } = await run("sqlite3", ["-json", "-cmd", ".timeout 5000", this.database, sql], { maxBuffer: 1 << 26 });
    return stdout.trim() ? JSON.parse(stdout) : [];
  }

  /** The whole database as SQL, which shows what the bytes of a file may tear apart. */
  async dump() {
    const { stdout } = await run("sqlite3", ["-cmd", ".timeout 5000", this.database, ".dump"], { maxBuffer: 1 << 28 });
    return stdout;
  }

  /** Every byte that it has written: database, journal, stored files, log, and every table as text (name → bytes). */
  async everything() {
    const contents = await contentsOf(this.data);
    return contents.set("log", await readFile(this.log)).set("dump", Buffer.from(await this.dump()));
  }

  /** What a dead process had begun counts as abandoned at once, as if its lease (two minutes) had run out. */
  forgetLeases() {
    return this.query("UPDATE jobs SET lease_until = 0 WHERE lease_until IS NOT NULL");
  }

  async stop() {
    if (this.process?.isRunning) return this.process.stop();
  }

  async remove() {
    if (this.process?.isRunning) await this.process.kill();
    if (!process.env.KEEP) await rm(this.home, { recursive: true, force: true });
  }
}

const smpp = (port) => `[sms]
gateway = "smpp"
[sms.smpp]
host = "127.0.0.1"
port = ${port}
system_id = "kunye"
sender = "KUNYE"
reconnect_max_seconds = 1
`;
