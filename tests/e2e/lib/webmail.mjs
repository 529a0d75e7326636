// Roundcube with the very file of examples/webmail, on PHP's own server.

import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort, Program, until } from "./process.mjs";

const run = promisify(execFile);
const EXAMPLE = new URL("../../../examples/webmail/config.inc.php", import.meta.url).pathname;

export class Webmail {
  static async start(mail) {
    const webmail = new Webmail();
    webmail.home = await mkdtemp(join(tmpdir(), "kunye-webmail-"));
    const { home } = webmail;
    await Promise.all(["logs", "temp"].map((folder) => mkdir(join(home, folder))));
    for (const file of ["defaults.inc.php", "mimetypes.php"]) await cp(join("/etc/roundcube", file), join(home, file));
    const database = join(home, "roundcube.sqlite");
    await run("sqlite3", [database, ".read /usr/share/roundcube/SQL/sqlite.initial.sql"]);
    let config = await readFile(EXAMPLE, "utf8");
    for (const [from, to] of [
      ["include '/etc/roundcube/debian-db-roundcube.php';", `$config['db_dsnw'] = 'sqlite:///${database}?mode=0600';`],
      ["mail.example.gov.tr:143", `localhost:${mail.imap}`],
      ["mail.example.gov.tr:587", `localhost:${mail.submission}`],
      ["example.gov.tr", mail.domain],
      ["/etc/ssl/certs/ca-certificates.crt", mail.certificate],
      ["CHANGE-ME-TO-24-CHARACTERS", "0123456789abcdef01234567"],
    ]) {
      if (!config.includes(from)) throw new Error(`examples/webmail has no ${from}`);
      config = config.replaceAll(from, to);
    }
    await writeFile(join(home, "config.inc.php"), `${config}
$config['log_dir'] = '${home}/logs';
$config['temp_dir'] = '${home}/temp';
`);
    const port = await freePort();
    webmail.url = `http://127.0.0.1:${port}`;
    webmail.php = new Program("php", ["-S", `127.0.0.1:${port}`, "-t", "/var/lib/roundcube/public_html"], {
      log: join(home, "php.log"), env: { ROUNDCUBE_CONFIG_DIR: home },
    });
    await until("Roundcube answers", async () => (await fetch(webmail.url).catch(() => undefined))?.ok, { seconds: 60 });
    return webmail;
  }

  async stop() {
    if (this.php?.isRunning) await this.php.stop();
    if (!process.env.KEEP) await rm(this.home, { recursive: true, force: true });
  }
}
