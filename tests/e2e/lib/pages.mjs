// What people do on the pages, in a browser. `look` after each step is the caller's wish: the same steps serve tests that only
// need to get somewhere.

import assert from "node:assert/strict";
import { Visitor } from "./browser.mjs";
import { answers, REFERENCE } from "./office.mjs";

/** A question's page, by its address: the name of its picture. */
const PICTURE = { tur: "kind", hesap: "account", uygulama: "application", roller: "roles", gerekce: "why", guvenlik: "compromised", kimlik: "national-id", ad: "name", sicil: "staff-no", birim: "unit", telefon: "mobile", taahhut: "commitments" };

/** Fills the public form, question by question, and sends it; gives the reference. */
export async function fillForm(visitor, who, { looking = false } = {}) {
  const look = async (name) => looking && visitor.look(name);
  await visitor.goto("/");
  await visitor.press("Talep oluştur");
  await look("notice");
  await visitor.press("Okudum, forma geç");
  for (const [question, fields] of answers(who)) {
    assert.match(visitor.page.url(), new RegExp(`/talep/${question}$`));
    if (question === "birim") {
      await visitor.fill({ q: who.unit.name });
      await visitor.press("Ara");
    }
    if (looking && question === "kimlik") {
      await visitor.fill({ national_id: "12345678901" });
      await visitor.press("Devam et");
      await visitor.says("Düzeltilmesi gerekenler var");
      await look("form-national-id-wrong");
    }
    await answer(visitor, fields);
    await look(`form-${PICTURE[question]}`);
    await visitor.press("Devam et");
  }
  assert.equal(await visitor.heading(), "Yanıtlarınızı gözden geçirin");
  await look("form-check");
  await visitor.press("Talebi oluştur");
  assert.equal(await visitor.heading(), "Talebiniz oluşturuldu");
  await look("form-done");
  return REFERENCE.exec(visitor.page.url())[0];
}

/** Answers the question of the page. */
export async function answer(visitor, fields) {
  for (const [field, value] of Object.entries(fields)) {
    if (["kind", "account", "application", "compromised", "unit", "agree"].includes(field)) await visitor.choose(field, value);
    else if (field.startsWith("role-")) await visitor.page.locator(`select[name="${field}"]`).selectOption(value);
    else await visitor.fill({ [field]: value });
  }
}

/** Signs in, with a code where one is asked for. */
export async function signIn(visitor, { user_name, password, app }, { looking = false } = {}) {
  await visitor.goto("/giris");
  if (looking) await visitor.look("sign-in");
  await visitor.fill({ user_name, password });
  await visitor.press("Oturum aç");
  if (app) {
    assert.equal(await visitor.heading(), "Doğrulama kodu");
    if (looking) await visitor.look("sign-in-code");
    await visitor.fill({ code: await app.code() });
    await visitor.press("Doğrula");
  }
  assert.ok(!visitor.page.url().includes("/giris"), `still at ${visitor.page.url()}: ${await visitor.text()}`);
}

/** Somebody signed in, in a browser of their own. */
export async function signedIn(browser, url, who, options) {
  const visitor = await Visitor.open(browser, url, options);
  await signIn(visitor, who);
  return visitor;
}
