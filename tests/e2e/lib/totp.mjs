// One-time codes (RFC 6238), as an authenticator app shows them.

import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

const STEP = 30_000;

export function base32(text) {
  let bits = "";
  for (const letter of text.replace(/[\s=]/g, "").toUpperCase()) {
    bits += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0");
  }
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

function codeOf(key, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", key).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** An app with one key. A code opens once, so each call gives the code of a later step, and waits where that is too far ahead. */
export class Authenticator {
  #key;
  #used = 0;

  /** `key`: bytes, or base 32. */
  constructor(key) {
    this.#key = typeof key === "string" ? base32(key) : key;
  }

  async code() {
    const now = () => Math.floor(Date.now() / STEP);
    // A clock that goes a step ahead is let through, as real phones' clocks do; one that goes behind as well, unless the step
    // is about to end: on a busy machine the code would come too late.
    const behind = STEP - (Date.now() % STEP) > 10_000 ? 1 : 0;
    const step = Math.max(this.#used + 1, now() - behind);
    while (step > now() + 1) await sleep(250);
    this.#used = step;
    return codeOf(this.#key, step);
  }
}
