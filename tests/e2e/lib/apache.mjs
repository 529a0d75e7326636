// Apache with the very file of examples/apache: only names, ports and secrets are put in, as whoever installs it does.

import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, Program, until } from "./process.mjs";

const EXAMPLE = new URL("../../../examples/apache/pys.conf", import.meta.url).pathname;
const MODULES = "/usr/lib/apache2/modules";

export class Apache {
  static async prepare() {
    if (!existsSync(`${MODULES}/mod_auth_openidc.so`)) throw new Error("libapache2-mod-auth-openidc is needed");
    const apache = new Apache();
    apache.home = await mkdtemp(join(tmpdir(), "kunye-apache-"));
    await chmod(apache.home, 0o755); // its workers are users of their own
    apache.port = await freePort();
    apache.url = `http://127.0.0.1:${apache.port}`;
    apache.callback = `${apache.url}/oidc/geri`;
    return apache;
  }

  /** Serves pages to whoever Künye knows. `sooner`: seconds before its end at which an access token is renewed. */
  async start(issuer, { client_id, client_secret }, { sooner = 60 } = {}) {
    const { home } = this;
    let example = await readFile(EXAMPLE, "utf8");
    for (const [from, to] of [["https://hesap.example.gov.tr", issuer], ["https://pys.example.gov.tr", this.url], ["CLIENT_ID", client_id], ["CLIENT_SECRET", client_secret], ["PASSPHRASE", "yalnizca-sinama"], ["BeforeExpiry 60", `BeforeExpiry ${sooner}`]]) {
      example = example.replaceAll(from, to);
    }
    for (const page of ["", "yonetim", "gule-gule"]) {
      await mkdir(join(home, "www", page), { recursive: true });
      await writeFile(join(home, "www", page, "index.html"), `page /${page}\n`);
    }
    const load = ["mpm_event", "authn_core", "authz_core", "authz_user", "dir", "mime", "headers", "auth_openidc"];
    await writeFile(join(home, "apache.conf"), `
ServerRoot "${home}"
ServerName 127.0.0.1
Listen 127.0.0.1:${this.port}
PidFile "${home}/pid"
ErrorLog "${home}/error.log"
LogLevel warn auth_openidc:warn
User www-data
Group www-data
${load.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join("\n")}
TypesConfig /etc/mime.types
DocumentRoot "${home}/www"
DirectoryIndex index.html
Header set X-User "expr=%{REMOTE_USER}"
Header set X-Name "%{OIDC_CLAIM_name}e"
Header set X-Roles "%{OIDC_CLAIM_roles}e"
Header set X-Token "%{OIDC_access_token}e"
${example}
`);
    this.process = new Program("apache2", ["-f", join(home, "apache.conf"), "-DFOREGROUND"], { log: join(home, "out"), env: { APACHE_RUN_DIR: home } });
    await until("Apache answers", () => {
      if (!this.process.isRunning) throw new Error(`Apache ended: ${this.process.lines.join("\n")}`);
      return fetch(`${this.url}/gule-gule/`).then((answer) => answer.ok, () => false);
    });
  }

  /** What it complained about. */
  errors() {
    return readFile(join(this.home, "error.log"), "utf8");
  }

  async stop() {
    if (this.process?.isRunning) await this.process.stop();
    if (!process.env.KEEP) await rm(this.home, { recursive: true, force: true });
  }
}
