// The SMPP server of the messaging crate's tests, made with the npm package `smpp`: none of its protocol code is ours.

import { existsSync } from "node:fs";
import { Program, until } from "./process.mjs";

const PEERS = new URL("../../../crates/messaging/tests/peers/", import.meta.url).pathname;

export class Smsc {
  static async start(flags = {}) {
    if (!existsSync(`${PEERS}node_modules/smpp`)) throw new Error(`run \`npm ci\` in ${PEERS} first`);
    const smsc = new Smsc();
    const args = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, String(value)]);
    smsc.process = new Program("node", [`${PEERS}smsc.mjs`, "--port", "0", ...args]);
    smsc.port = await until("the SMSC listens", () => smsc.#said().find((line) => line.listening)?.listening);
    return smsc;
  }

  #said() {
    return this.process.lines.map((line) => JSON.parse(line));
  }

  /** Texts that it took for a phone (`+905…`), oldest first. */
  texts(phone) {
    return this.#said().filter((line) => line.to && `+${line.to}` === phone).map((line) => line.text);
  }

  stop() {
    return this.process.stop();
  }
}
