// Dovecot and Postfix with the very files of examples/mail: only names, ports and folders are put in, as whoever installs them does.

import { execFile } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort, Program, until } from "./process.mjs";

const run = promisify(execFile);
const EXAMPLE = new URL("../../../examples/mail/", import.meta.url).pathname;
const FILES = ["dovecot/dovecot.conf", "dovecot/dovecot-ldap.conf.ext", "postfix/main.cf", "postfix/master.cf", "postfix/ldap-mailboxes.cf", "postfix/ldap-senders.cf"];

export class MailSystem {
  /**
   * `directory`: {url, base, domain, user, secret, certificate}: how the mail system reaches the directory.
   */
  static async start(directory) {
    const mail = new MailSystem();
    mail.domain = directory.domain;
    mail.home = await mkdtemp(join(tmpdir(), "kunye-mail-"));
    await chmod(mail.home, 0o755); // Dovecot and Postfix work as users of their own
    [mail.imap, mail.smtp, mail.submission] = [await freePort(), await freePort(), await freePort()];
    await mail.#certificate();
    await mail.#configure(directory);
    // Postfix first: Dovecot's sockets lie in its queue folder.
    await run("postfix", ["-c", join(mail.home, "postfix"), "start"]);
    mail.dovecot = new Program("dovecot", ["-F", "-c", join(mail.home, "dovecot/test.conf")], { log: join(mail.home, "dovecot.out") });
    await until("Dovecot answers", () => mail.#answers(mail.imap), { seconds: 60 });
    await until("Postfix answers", () => mail.#answers(mail.submission), { seconds: 60 });
    return mail;
  }

  get certificate() {
    return join(this.home, "mail.pem");
  }

  async #certificate() {
    const [key, pem] = [join(this.home, "mail.key"), this.certificate];
    await run("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", pem,
      "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]);
  }

  async #configure({ url, base, domain, user, secret, certificate }) {
    const { home } = this;
    const [queue, authority] = [join(home, "queue"), join(home, "ldap.pem")];
    await copyFile(certificate, authority); // from a folder that only its owner may look into
    const values = [
      ["ldap://ldap.example.gov.tr", url],
      ["cn=posta,ou=applications,dc=example,dc=gov,dc=tr", user],
      ["dc=example,dc=gov,dc=tr", base],
      ["/etc/ssl/certs/mail.example.gov.tr.pem", this.certificate],
      ["/etc/ssl/private/mail.example.gov.tr.key", join(home, "mail.key")],
      ["mail.example.gov.tr", "localhost.localdomain"],
      ["example.gov.tr", domain],
      ["SECRET", secret],
      ["/etc/dovecot", join(home, "dovecot")],
      ["/etc/postfix", join(home, "postfix")],
      ["/var/spool/postfix", queue],
      ["/var/vmail", join(home, "vmail")],
      ["mail_uid = vmail", "mail_uid = nobody"],
      ["mail_gid = vmail", "mail_gid = nogroup"],
      ["smtp       inet", `127.0.0.1:${this.smtp} inet`],
      ["submission inet", `127.0.0.1:${this.submission} inet`],
    ];
    await Promise.all(["dovecot", "postfix", "vmail", "queue", "lib", "run"].map((folder) => mkdir(join(home, folder))));
    for (const file of FILES) {
      let text = await readFile(EXAMPLE + file, "utf8");
      for (const [from, to] of values) text = text.replaceAll(from, to);
      if (file.includes("ldap")) text += `\ntls_ca_cert_file = ${authority}\n`;
      await writeFile(join(home, file), text);
    }
    await run("chown", ["nobody:nogroup", join(home, "vmail")]);
    await run("chown", ["postfix", join(home, "lib")]);
    await writeFile(join(home, "dovecot/test.conf"), `!include ${home}/dovecot/dovecot.conf
base_dir = ${home}/run
log_path = ${home}/dovecot.log
auth_verbose = yes
first_valid_uid = 1
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${this.imap}
  }
  inet_listener imaps {
    port = 0
  }
}
`);
    const main = join(home, "postfix/main.cf");
    await writeFile(main, `${await readFile(main, "utf8")}
queue_directory = ${queue}
data_directory = ${home}/lib
maillog_file_prefixes = ${home}
maillog_file = ${home}/postfix.log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
`);
  }

  async #answers(port) {
    const { connect } = await import("node:net");
    return new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1").once("data", () => resolve(true) || socket.destroy()).once("error", () => resolve(false));
      socket.setTimeout(2000, () => resolve(false) || socket.destroy());
    });
  }

  /** Runs curl, the mail program that everybody has: what it prints, or why it failed. */
  async #curl(...args) {
    try {
      const { stdout } = await run("curl", ["--silent", "--show-error", "--max-time", "30", "--ssl-reqd", "--cacert", this.certificate, ...args]);
      return { ok: true, text: stdout };
    } catch ({ code, stderr }) {
      return { ok: false, code, text: stderr };
    }
  }

  /** Signs in to the mailbox; gives its messages' state, or the refusal. */
  inbox({ user_name, password }) {
    return this.#curl(`imap://localhost:${this.imap}`, "--user", `${user_name}:${password}`, "--request", "STATUS INBOX (MESSAGES)");
  }

  /** The text of the nth message. */
  read({ user_name, password }, number) {
    return this.#curl(`imap://localhost:${this.imap}/INBOX;MAILINDEX=${number}`, "--user", `${user_name}:${password}`);
  }

  /** Sends a mail; signed in when there is a sender's password, as a stranger otherwise. */
  async send({ from, to, subject, as }) {
    const file = join(this.home, "letter");
    await writeFile(file, `From: ${from}\r\nTo: ${to}\r\nSubject: ${subject}\r\n\r\nMerhaba.\r\n`);
    const port = as ? this.submission : this.smtp;
    const who = as ? ["--user", `${as.user_name}:${as.password}`] : [];
    return this.#curl(`smtp://localhost:${port}`, ...who, "--mail-from", from, "--mail-rcpt", to, "--upload-file", file);
  }

  async stop() {
    await run("postfix", ["-c", join(this.home, "postfix"), "stop"]).catch(() => {});
    if (this.dovecot?.isRunning) await this.dovecot.stop();
    if (!process.env.KEEP) await rm(this.home, { recursive: true, force: true });
  }
}
