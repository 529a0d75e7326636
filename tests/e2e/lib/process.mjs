// Programs that a test starts and ends.

import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A port of 127.0.0.1 that nobody listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Asks until there is an answer that is neither false nor undefined. The time is one that only a broken product needs. */
export async function until(what, ask, { seconds = 60, every = 100 } = {}) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await sleep(every);
  }
}

// Whoever interrupts a test wants what it started to end as well.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

export class Program {
  /** What it wrote, line by line. */
  lines = [];

  /** Starts it; everything it writes is also appended to the file `log`. */
  constructor(command, args, { log, env = {}, cwd } = {}) {
    const file = log && createWriteStream(log, { flags: "a" });
    this.child = spawn(command, args, { env: { ...process.env, ...env }, cwd, stdio: ["ignore", "pipe", "pipe"] });
    this.ended = new Promise((resolve, reject) => {
      this.child.once("error", reject);
      this.child.once("close", (code, signal) => {
        file?.end();
        resolve(signal ?? code);
      });
    });
    this.ended.catch(() => {}); // whoever waits for the end hears of it
    const end = () => this.child.kill("SIGKILL");
    process.once("exit", end);
    this.child.once("exit", () => process.off("exit", end));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      let rest = "";
      stream.setEncoding("utf8").on("data", (text) => {
        file?.write(text);
        const lines = (rest + text).split("\n");
        rest = lines.pop();
        this.lines.push(...lines);
      });
    }
  }

  get isRunning() {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Ends it as a service manager would; gives its exit status. */
  stop() {
    this.child.kill("SIGTERM");
    return this.ended;
  }

  /** Ends it as a power failure would. */
  kill() {
    this.child.kill("SIGKILL");
    return this.ended;
  }
}
