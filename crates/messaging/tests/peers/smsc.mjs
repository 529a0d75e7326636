// An SMSC for tests, on the npm package `smpp`: its PDU code and its codecs, none of ours.
//
//   node smsc.mjs --port 2775 [--answer-delay-ms 0] [--receipt-delay-ms 100] [--throttle-first 0] [--drop-after 0]
//
// Listens on 127.0.0.1 (port 0: any free one) and writes JSON lines on stdout: first {"listening":2775}, then one line for each
// message once its last part is here: {"to","text","parts","data_coding","id","ids"}; `id` is the first part's. Each part is
// answered after the answer delay, and gets a DELIVRD receipt after the receipt delay (a negative delay: none). --throttle-first N
// answers the first N submits with ESME_RTHROTTLED; --drop-after N breaks the line without an answer when submit N+1 comes, once.
// Any system id and password may bind. The octets of alphabets and headers are read by `smpp`; only putting parts together in
// their order is done here.

import { createRequire } from "node:module";
import { parseArgs } from "node:util";

const smpp = createRequire(import.meta.url)("smpp");

const { values: flags } = parseArgs({
  options: {
    port: { type: "string", default: "2775" },
    "answer-delay-ms": { type: "string", default: "0" },
    "receipt-delay-ms": { type: "string", default: "100" },
    "throttle-first": { type: "string", default: "0" },
    "drop-after": { type: "string", default: "0" },
  },
});
const answerDelay = Number(flags["answer-delay-ms"]);
const receiptDelay = Number(flags["receipt-delay-ms"]);
let throttle = Number(flags["throttle-first"]);
let untilDrop = Number(flags["drop-after"]) || Infinity;

let lastId = 0;
const unfinished = new Map();

const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");

/** The concatenation element of a user data header, whichever reference it has. */
function concatenation(udh) {
  for (const element of udh ?? []) {
    if (element[0] === 0x00) return { reference: element[2], total: element[3], number: element[4] };
    if (element[0] === 0x08) return { reference: element.readUInt16BE(2), total: element[4], number: element[5] };
  }
  return { reference: 0, total: 1, number: 1 };
}

/** Keeps a part, and reports the message when it was the last one missing. */
function collect(pdu, id) {
  const { udh, message } = pdu.short_message;
  const { reference, total, number } = concatenation(udh);
  const key = `${pdu.source_addr} ${pdu.destination_addr} ${reference} ${total}`;
  const parts = unfinished.get(key) ?? new Map();
  parts.set(number, { id, text: message });
  if (parts.size < total) {
    unfinished.set(key, parts);
    return;
  }
  unfinished.delete(key);
  const ordered = [...parts.entries()].sort(([a], [b]) => a - b).map(([, part]) => part);
  say({
    to: pdu.destination_addr,
    text: ordered.map((part) => part.text).join(""),
    parts: total,
    data_coding: pdu.data_coding,
    id: ordered[0].id,
    ids: ordered.map((part) => part.id),
  });
}

/** yyMMddhhmm, as receipts write a moment. */
const moment = (date) => date.toISOString().replace(/\D/g, "").slice(2, 12);

function sendReceipt(session, pdu, id) {
  const now = moment(new Date());
  session.deliver_sm({
    source_addr_ton: pdu.dest_addr_ton,
    source_addr_npi: pdu.dest_addr_npi,
    source_addr: pdu.destination_addr,
    destination_addr: pdu.source_addr,
    esm_class: 0x04,
    short_message: `id:${id} sub:001 dlvrd:001 submit date:${now} done date:${now} stat:DELIVRD err:000 text:`,
    receipted_message_id: id,
    message_state: 2,
  });
}

const server = smpp.createServer({}, (session) => {
  session.on("error", () => session.destroy());
  session.on("bind_transceiver", (pdu) => session.send(pdu.response({ system_id: "smsc.mjs" })));
  session.on("enquire_link", (pdu) => session.send(pdu.response()));
  session.on("unbind", (pdu) => {
    session.send(pdu.response());
    session.close();
  });
  session.on("submit_sm", (pdu) => {
    if (throttle > 0) {
      throttle -= 1;
      session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
      return;
    }
    if (untilDrop-- === 0) {
      session.destroy();
      return;
    }
    const id = String(++lastId);
    collect(pdu, id);
    setTimeout(() => {
      session.send(pdu.response({ message_id: id }));
      if (receiptDelay >= 0 && pdu.registered_delivery & 1) {
        setTimeout(() => sendReceipt(session, pdu, id), receiptDelay);
      }
    }, answerDelay);
  });
});

server.listen(Number(flags.port), "127.0.0.1", () => say({ listening: server.address().port }));
