// Applications and roles in Chromium: an administrator registers one, somebody asks for a role from the account page, the
// supervisor approves, the officer has it given; and a unit's account changes hands.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, Visitor } from "./lib/browser.mjs";
import { demonstration } from "./lib/demonstration.mjs";
import { pdf } from "./lib/files.mjs";
import { REFERENCE } from "./lib/office.mjs";
import { answer, fillForm } from "./lib/pages.mjs";
import { until } from "./lib/process.mjs";
import { findIn } from "./lib/secrets.mjs";

let kunye, browser, cast, unit;
const WHY = "Tesis kayıtlarını bu ay ben güncelleyeceğim.";

const visitor = (options) => Visitor.open(browser, kunye.url, options);

const { signedIn } = demonstration(async (stage) => {
  ({ kunye, browser, cast } = stage);
  unit = await kunye.unitOf(cast.officer);
});

test("an administrator registers an application with a role and a machine", async () => {
  const admin = await signedIn(cast.administrator);
  await admin.goto("/kayit/uygulamalar");
  await admin.says("E-posta", "Personel Yönetim Sistemi (PYS)", "herkes");
  await admin.look("applications");
  await admin.press("Personel Yönetim Sistemi (PYS)");
  await admin.says("Veri girişi", "Servis hesapları");
  await admin.look("application");
  await admin.goto("/kayit/uygulamalar");
  await admin.press("Uygulama ekle");
  await admin.fill({ name: "Tesis Envanteri", slug: "Tesis Envanteri", purpose: "Binaların ve tesislerin kaydı." });
  await admin.press("Uygulamayı ekle");
  await admin.says("Düzeltilmesi gerekenler var");
  await admin.look("application-new-wrong");
  await admin.fill({ slug: "tesis" });
  await admin.press("Uygulamayı ekle");
  await admin.says("Uygulama eklendi.", "Tanımlı rol yok.");
  await admin.look("application-empty");
  await admin.click(admin.page.getByText("Rol ekle", { exact: true }));
  await admin.fill({ role_name: "Kayıt sorumlusu", role_slug: "kayit" });
  await admin.press("Rolü ekle");
  await admin.says("“Kayıt sorumlusu” rolü eklendi");

  await admin.click(admin.page.getByText("Servis hesabı ekle", { exact: true }));
  await admin.fill({ service_name: "tesis-sunucu" });
  await admin.press("Hesabı ekle, anahtarı göster");
  await admin.says("Anahtar yalnızca şimdi gösterilir");
  await admin.look("application-secret");
  const secret = await admin.page.locator(".summary .code").last().innerText();
  assert.match(secret, /^[\w-]{43}$/);
  await admin.press("Kaydettim, devam et");
  await admin.says("tesis-sunucu");
  assert.ok(!(await admin.text()).includes(secret), "shown once");
  assert.deepEqual(findIn(await kunye.everything(), secret), [], "and kept nowhere");

  await admin.press("Kayıt sorumlusu");
  await admin.look("application-role");
  await admin.press("Bu rolü kullanımdan kaldır");
  await admin.look("application-end");
});

test("somebody asks for a role from the account page, and gets it at once", async () => {
  const applicant = await signedIn(cast.staff, { size: PHONE });
  await applicant.goto("/hesabim");
  await applicant.says("Yetkilerim", "Sorumlusu olduğum birim hesapları");
  await applicant.look("account-roles");
  await applicant.press("Yetki değişikliği iste");
  await applicant.press("Okudum, forma geç");
  for (const [question, fields, name] of [
    ["hesap", { account: "mine" }, "account"],
    ["uygulama", { application: "tesis" }, "application"],
    ["roller", {}, "roles-none"],
    ["roller", { "role-kayit": "grant" }, "roles"],
    ["gerekce", { why: WHY }, "why"],
    ["taahhut", { agree: "yes" }, "commitments-roles"],
  ]) {
    assert.match(applicant.page.url(), new RegExp(`/talep/${question}$`));
    await answer(applicant, fields);
    await applicant.look(`form-${name}`);
    await applicant.press("Devam et");
    if (name === "roles-none") await applicant.look("form-roles-wrong");
  }
  assert.equal(await applicant.heading(), "Yanıtlarınızı gözden geçirin");
  await applicant.says("Tesis Envanteri", "Verilsin: Kayıt sorumlusu", WHY);
  await applicant.look("form-check-roles");
  await applicant.press("Talebi oluştur");
  const reference = REFERENCE.exec(applicant.page.url())[0];

  const supervisor = await signedIn(cast.supervisor);
  await until("the request at the supervisor's desk", async () => (await supervisor.goto(`/onay/${reference}`)).status() === 200);
  await supervisor.says(WHY, "Verilsin", "Kayıt sorumlusu");
  await supervisor.look("approvals-roles");
  await supervisor.press("Onaylıyorum");

  const officer = await signedIn(cast.officer);
  await officer.goto(`/kurum/talepler/${reference}`);
  await officer.says("İstenen yetki değişiklikleri", "Bu rol hesapta yok", "Şu anda sahip olduğu yetkiler");
  await officer.page.locator("input[type=file]").setInputFiles({ name: "form.pdf", mimeType: "application/pdf", buffer: pdf() });
  await officer.press("Arşive ekle");
  await officer.look("officer-roles");
  await officer.choose("attested", "yes");
  await officer.press("Talebi sonuçlandır");
  await officer.says("yetkiler değiştirildi");

  await applicant.goto("/hesabim");
  await applicant.says("Kayıt sorumlusu", "Yetkiler değiştirildi");
  await applicant.look("account-roles-given");
  const phone = await visitor();
  await until("the notice on the phone", async () => {
    await phone.goto("/demo/phone");
    return (await phone.text()).includes(`Tesis Envanteri yetkileriniz ${reference} talebiyle değiştirildi`);
  });
  await applicant.goto(`/izle/${reference}`);
  await applicant.says("Yeni yetkiler hemen geçerlidir.");
  await applicant.look("follow-authorised");

  const admin = await signedIn(cast.administrator);
  await admin.goto("/kayit/uygulamalar/tesis");
  await admin.says(cast.staff.name);
  await admin.look("application-holder");
});

test("the public form asks for roles of whoever cannot sign in", async () => {
  const persona = cast.applicant;
  const facts = Object.fromEntries(persona.facts);
  const [given_names, surname] = [facts.name.split(" ").slice(0, -1).join(" "), facts.name.split(" ").at(-1)];
  const who = { ...facts, given_names, surname, unit, application: "pys", roles: { okuyucu: "withdraw", "veri-girisi": "grant" }, why: WHY };
  const applicant = await visitor({ size: PHONE, scripts: false });
  const reference = await fillForm(applicant, who);
  await applicant.goto(`/izle/${reference}`);
  await applicant.says("Yetki değişikliği", "Onay bekliyor");
  assert.ok(!(await applicant.text()).includes("Okuyucu"), "a reference tells nothing of roles");
});

test("a unit's account changes hands", async () => {
  const admin = await signedIn(cast.administrator);
  await admin.goto(`/kayit?q=${unit.detsis}`);
  await admin.press(unit.name);
  await admin.says("Birim hesapları", `Sorumlusu: ${cast.staff.name}`);
  await admin.look("unit-accounts");
  await admin.click(admin.page.getByRole("link", { name: /^Devret/ }));
  await admin.look("unit-account-hand-over");
  await admin.page.getByRole("radio").first().check();
  await admin.press("Hesabı devret");
  await admin.says("Düzeltilmesi gerekenler var");
  await admin.look("unit-account-hand-over-wrong");
  await admin.fill({ reason: "Sorumlusu başka bir işe görevlendirildi." });
  await admin.press("Hesabı devret");
  await admin.says("eski parolalar artık geçersiz");
  await admin.press("Birim hesabı aç");
  await admin.look("unit-account-open");
});
