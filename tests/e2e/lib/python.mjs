// A Python with the peers of requirements.txt: a variable may name one that has what a test needs; otherwise one is made beside the tests.

import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);
const PEERS = new URL("../peers/", import.meta.url).pathname;

async function python(override) {
  if (process.env[override]) return process.env[override];
  const venv = `${PEERS}.venv`;
  if (!existsSync(`${venv}/bin/python`)) await run("python3", ["-m", "venv", venv]);
  // What is there already is left alone.
  await run(`${venv}/bin/pip`, ["install", "--quiet", "--requirement", `${PEERS}requirements.txt`]);
  return `${venv}/bin/python`;
}

/** A program of `peers` that is given verbs, one a line, and answers each with a line of JSON. */
export class Peer {
  static async start(override, file, argument, env = {}) {
    const peer = new Peer();
    peer.child = spawn(await python(override), ["-W", "ignore", `${PEERS}${file}`, argument], { env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "inherit"] });
    peer.lines = createInterface({ input: peer.child.stdout })[Symbol.asyncIterator]();
    process.once("exit", () => peer.child.kill("SIGKILL"));
    return peer;
  }

  /** Does something; gives the answer, or throws what the peer threw. */
  async do(verb, ...rest) {
    this.child.stdin.write(`${JSON.stringify([verb, ...rest])}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error("the peer ended");
    const { ok, error } = JSON.parse(value);
    if (error) throw new Error(error);
    return ok;
  }

  stop() {
    this.child.kill();
  }
}
