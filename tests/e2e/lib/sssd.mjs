// SSSD with the very file of examples/sssd, in a mount namespace of its own: the machine's users, names and PAM stay as they are.

import { execFile, spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Program, until } from "./process.mjs";

const run = promisify(execFile);
const EXAMPLE = new URL("../../../examples/sssd/sssd.conf", import.meta.url).pathname;

export class Sssd {
  static async start({ url, base, user, secret, certificate }) {
    const sssd = new Sssd();
    sssd.home = await mkdtemp(join(tmpdir(), "kunye-sssd-"));
    const { home } = sssd;
    await chmod(home, 0o755);
    await run("cp", ["-a", "/var/lib/sss", "/etc/pam.d", home]);
    await Promise.all(["etc", "log"].map((folder) => mkdir(join(home, folder))));
    let config = await readFile(EXAMPLE, "utf8");
    for (const [from, to] of [
      ["ldap://ldap.example.gov.tr", url],
      ["cn=bilgisayarlar,ou=applications,dc=example,dc=gov,dc=tr", user],
      ["dc=example,dc=gov,dc=tr", base],
      ["SECRET", secret],
      ["/etc/ssl/certs/ca-certificates.crt", certificate],
    ]) {
      if (!config.includes(from)) throw new Error(`examples/sssd has no ${from}`);
      config = config.replaceAll(from, to);
    }
    await writeFile(join(home, "etc/sssd.conf"), config, { mode: 0o600 });
    await writeFile(join(home, "nsswitch.conf"), "passwd: files sss\ngroup: files sss\nshadow: files\nhosts: files dns\n");
    await writeFile(join(home, "pam.d/kunye-test"), ["auth", "account", "password", "session"].map((kind) => `${kind} required pam_sss.so\n`).join(""));
    await writeFile(join(home, "start"), `set -e
mount --bind ${home}/sss /var/lib/sss
mount --bind ${home}/etc /etc/sssd
mount --bind ${home}/log /var/log/sssd
mount --bind ${home}/pam.d /etc/pam.d
mount --bind ${home}/nsswitch.conf /etc/nsswitch.conf
exec sssd --interactive --logger=stderr
`);
    sssd.process = new Program("unshare", ["--mount", "--propagation", "private", "bash", join(home, "start")], { log: join(home, "out") });
    return sssd;
  }

  /** Runs a command inside; gives {ok, text}: everything it said. */
  command(args, input = "") {
    return new Promise((resolve) => {
      const child = spawn("nsenter", ["--target", String(this.process.child.pid), "--mount", "--", ...args]);
      let text = "";
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (more) => { text += more; });
      child.on("close", (code) => resolve({ ok: code === 0, text }));
      child.stdin.on("error", () => {}).end(input);
    });
  }

  /** The line of `getent passwd`, once SSSD has it. */
  person(name) {
    return until(`SSSD knows ${name}`, async () => {
      if (!this.process.isRunning) throw new Error(`sssd ended: ${await readFile(join(this.home, "out"), "utf8")}`);
      const { ok, text } = await this.command(["getent", "passwd", name]);
      return ok && text.trim();
    }, { seconds: 60, every: 500 });
  }

  /** Signs in through PAM. */
  signIn(name, password) {
    return this.command(["pamtester", "-v", "kunye-test", name, "authenticate", "acct_mgmt"], `${password}\n`);
  }

  async stop() {
    if (this.process?.isRunning) await this.process.stop();
    if (!process.env.KEEP) await rm(this.home, { recursive: true, force: true });
  }
}
