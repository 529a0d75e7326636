// Authlib, in a Python of its own.

import { Peer } from "./python.mjs";

export class Authlib {
  static start(settings) {
    return Peer.start("AUTHLIB_PYTHON", "authlib_client.py", JSON.stringify(settings), { AUTHLIB_INSECURE_TRANSPORT: "1" });
  }
}
