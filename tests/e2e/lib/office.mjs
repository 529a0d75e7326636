// What people do at their desks, over plain HTTP: for tests that are not about pages.

import assert from "node:assert/strict";
import { Client } from "./client.mjs";
import { pdf } from "./files.mjs";
import { until } from "./process.mjs";

export const REFERENCE = /[2-9A-HKMNPRSTXZ]{4}-[2-9A-HKMNPRSTXZ]{4}/;

/** The answers to the form's questions, in their order. Whoever has `roles` asks for those, of `application`, with `why`. */
export const answers = (who) => [
  ["tur", { kind: who.roles ? "authorisation" : (who.kind ?? "renewal") }],
  ["hesap", { account: "mine" }],
  ...(who.roles ? rolesAsked(who) : [["guvenlik", { compromised: "no" }]]),
  ["kimlik", { national_id: who.national_id }],
  ["ad", { given_names: who.given_names, surname: who.surname }],
  ["sicil", { staff_no: who.staff_no }],
  ["birim", { unit: who.unit.detsis }],
  ["telefon", { mobile: who.mobile }],
  ["taahhut", { agree: "yes" }],
];

/** The answers about roles: `roles` says what is to be done with which, `grant` or `withdraw`. */
export const rolesAsked = ({ application, roles, why }) => [
  ["uygulama", { application }],
  ["roller", Object.fromEntries(Object.entries(roles).map(([role, act]) => [`role-${role}`, act]))],
  ["gerekce", { why }],
];

/** Fills the form up to the page of all answers. */
export async function fillForm(url, who) {
  const applicant = new Client(url);
  const notice = await applicant.get("/aydinlatma");
  const version = /name="version" value="([^"]+)"/.exec(notice.html)[1];
  await applicant.post("/aydinlatma", { version });
  for (const [question, fields] of answers(who)) {
    const answer = await applicant.post(`/talep/${question}`, fields);
    assert.equal(answer.status, 303, `${question}: ${answer.text}`);
  }
  return applicant;
}

/** Fills and sends the form; gives its reference. */
export async function request(url, who) {
  const applicant = await fillForm(url, who);
  const sent = await applicant.post("/talep/gonder");
  assert.equal(sent.status, 303, sent.text);
  return REFERENCE.exec(sent.location)[0];
}

/** Signs in, with a code where one is asked for. */
export async function signIn(url, { user_name, password, app }) {
  const client = new Client(url);
  const answer = await client.post("/giris", { user_name, password, next: "" });
  assert.equal(answer.status, 303, answer.text);
  if (app) {
    const verified = await client.post("/giris/kod", { mode: "code", code: await app.code() });
    assert.equal(verified.status, 303, verified.text);
  }
  return client;
}

/** Whether a password opens the account. */
export async function opens(url, user_name, password) {
  const answer = await new Client(url).post("/giris", { user_name, password, next: "" });
  return answer.status === 303;
}

export async function approve(supervisor, reference) {
  // A job finds the person in the register, and with the person the supervisor.
  await until("the request at the supervisor's desk", async () => {
    const { status } = await supervisor.get(`/onay/${reference}`);
    // Not there yet is 404; anything else will not change by waiting.
    assert.ok([200, 404].includes(status), `the supervisor's desk answers ${status}`);
    return status === 200;
  }, { every: 20 });
  const answer = await supervisor.post(`/onay/${reference}/onayla`);
  assert.equal(answer.status, 303, answer.text);
}

export async function fileScan(officer, reference) {
  const answer = await officer.upload(`/kurum/talepler/${reference}/evrak`, "scan", "imzali-form.pdf", pdf());
  assert.equal(answer.status, 303, answer.text);
}

export const submit = (officer, reference) => officer.post(`/kurum/talepler/${reference}/gonder`, { attested: "yes" });

/** What the officer's page says of a message: taken by the gateway, and there by the network's own word. */
export const ACCEPTED = "Ağ geçidi mesajı kabul etti. Bu, mesajın telefona ulaştığı anlamına gelmez";
export const DELIVERED = "Mesajın telefona ulaştığı operatörün iletim raporuyla doğrulandı.";

/** User name and password in a text message. */
export function inMessage(text) {
  const found = /^Künye: (\S+) hesabınızın yeni parolası (\S+) /.exec(text);
  assert.ok(found, `not a password message: ${text}`);
  return { user_name: found[1], password: found[2] };
}
