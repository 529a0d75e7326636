// Authlib, in a Python of its own: `AUTHLIB_PYTHON` names one that has it; otherwise one is made beside the tests.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);
const PEERS = new URL("../peers/", import.meta.url).pathname;

async function python() {
  if (process.env.AUTHLIB_PYTHON) return process.env.AUTHLIB_PYTHON;
  const venv = `${PEERS}.venv`;
  if (!existsSync(`${venv}/bin/python`)) {
    await run("python3", ["-m", "venv", venv]);
    await run(`${venv}/bin/pip`, ["install", "--quiet", "--requirement", `${PEERS}requirements.txt`]);
  }
  return `${venv}/bin/python`;
}

export class Authlib {
  static async start(settings) {
    const authlib = new Authlib();
    authlib.child = spawn(await python(), ["-W", "ignore", `${PEERS}authlib_client.py`, JSON.stringify(settings)], {
      env: { ...process.env, AUTHLIB_INSECURE_TRANSPORT: "1" },
      stdio: ["pipe", "pipe", "inherit"],
    });
    authlib.lines = createInterface({ input: authlib.child.stdout })[Symbol.asyncIterator]();
    process.once("exit", () => authlib.child.kill("SIGKILL"));
    return authlib;
  }

  /** Does something; gives the answer, or throws what Authlib threw. */
  async do(verb, ...rest) {
    this.child.stdin.write(`${JSON.stringify([verb, ...rest])}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error("Authlib ended");
    const { ok, error } = JSON.parse(value);
    if (error) throw new Error(error);
    return ok;
  }

  stop() {
    this.child.kill();
  }
}
