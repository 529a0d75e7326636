// The whole journey in Chromium, from an imported file to a sign-in with the password that arrived.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { DESK, launch, PHONE, Visitor } from "./lib/browser.mjs";
import { pdf, png } from "./lib/files.mjs";
import { Kunye } from "./lib/kunye.mjs";
import { inMessage, opens } from "./lib/office.mjs";
import { fillForm, signIn } from "./lib/pages.mjs";
import { people, roster } from "./lib/people.mjs";
import { until } from "./lib/process.mjs";
import { contentsOf, findIn } from "./lib/secrets.mjs";
import { Authenticator } from "./lib/totp.mjs";

let kunye, browser, cast, unit, staff;
const visitors = [];

/** Somebody new at the desk, or with a telephone. */
async function visitor(options) {
  const one = await Visitor.open(browser, kunye.url, options);
  visitors.push(one);
  return one;
}

async function signedIn(who, options) {
  const one = await visitor(options);
  await signIn(one, who);
  return one;
}

before(async () => {
  kunye = await Kunye.temporary();
  await kunye.demo();
  cast = await kunye.cast();
  // There the imported people will work.
  unit = await kunye.unitOf(cast.officer);
  staff = people(3, unit);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await kunye?.remove();
});

/** Opens the simulated phone of a number, and gives the last text on it. */
async function readPhone(desk, phone) {
  return until(`a text for ${phone}`, async () => {
    await desk.goto("/demo/phone");
    for (const line of await desk.page.locator(".lines a").all()) {
      await line.click();
      const numbers = (await desk.page.locator(".lines [aria-current]").innerText()).replace(/\s/g, "");
      if (numbers.includes(phone)) return desk.page.locator(".bubble").last().innerText();
    }
  });
}

test("public pages say what to do", async () => {
  const reader = await visitor();
  for (const [path, name, sentence] of [
    ["/", "home", "Kurumsal hesabınızın parolasını güvenle yenileyin"],
    ["/adimlar", "steps", "Adım adım parola yenileme"],
    ["/aydinlatma", "notice", "Okudum, forma geç"],
    ["/izle", "follow-ask", "Talep numaranız nedir?"],
    ["/giris", "sign-in", "Oturum açın"],
    ["/demo", "demo", cast.officer.name],
    ["/demo/phone", "phone-empty", "Henüz hiçbir numaraya mesaj gelmedi."],
    ["/yok", "error-404", "Sayfa bulunamadı"],
  ]) {
    await reader.goto(path);
    await reader.says(sentence);
    await reader.look(name);
  }
  await reader.goto("/izle");
  await reader.fill({ reference: "KT7M-2QX5" });
  await reader.press("Talebimi göster");
  await reader.says("Bu bir talep numarasına benzemiyor.");
  await reader.look("follow-ask-wrong");
});

test("an administrator imports new people from a workbook", async () => {
  const admin = await visitor();
  await signIn(admin, cast.administrator, { looking: true });
  await admin.goto("/kayit/aktar");
  await admin.look("import");
  const broken = { ...staff[0], national_id: "12345678901", staff_no: "E7099" };
  await admin.choose("kind", "people");
  await admin.page.locator("input[type=file]").setInputFiles({ name: "personel.xlsx", mimeType: "application/octet-stream", buffer: roster([staff[0], broken, ...staff.slice(1)]) });
  await admin.press("Önizle");
  assert.equal(await admin.heading(), "Önizleme");
  await admin.says("4 satır", "Henüz hiçbir şey değişmedi.", "T.C. kimlik numarası geçersiz.", `${staff[0].given_names} ${staff[0].surname}`);
  await admin.look("import-preview");
  assert.equal((await kunye.query(`SELECT 1 FROM people WHERE national_id = '${staff[0].national_id}'`)).length, 0, "a preview changes nothing");
  await admin.press("Uygula");
  assert.equal(await admin.heading(), "Değişiklikler uygulandı");
  await admin.look("import-applied");

  await admin.goto("/kayit/personel?q=cagla+isik");
  await admin.says("Çağla Işık", "Hesabı yok");
  await admin.look("people");
  await admin.press("Çağla Işık");
  await admin.look("person");
  for (const [path, name, sentence] of [
    ["/kayit", "units", unit.name],
    [`/kayit?q=${unit.detsis}`, "units-found", unit.name],
    ["/kurallar", "policy", "kunye policy set"],
  ]) {
    await admin.goto(path);
    await admin.says(sentence);
    await admin.look(name);
  }
});

test("a renewal, signed in: form on a phone without scripts, approval, officer, text message, sign-in", async () => {
  const [who] = staff;
  const applicant = await visitor({ size: PHONE, scripts: false });
  const reference = await fillForm(applicant, who, { looking: true });

  const download = applicant.page.waitForEvent("download");
  await applicant.page.getByRole("link", { name: "Formu indir (PDF)" }).click();
  const file = await (await download).path();
  const info = execFileSync("pdfinfo", [file]).toString();
  assert.match(info, /^Pages: +1$/m);
  assert.ok(execFileSync("pdftotext", [file, "-"]).toString().includes(reference));

  await applicant.press("Talebinizin durumunu izleyin");
  await applicant.says("Onay bekliyor", "Talebiniz idari amirinizin onayını bekliyor.");
  await applicant.look("follow");
  await applicant.says(...reference.split("-"));
  assert.ok(!(await applicant.text()).includes(who.surname), "a reference gives no name away");

  const supervisor = await signedIn(cast.supervisor);
  await supervisor.goto("/onay");
  await supervisor.look("approvals");
  await supervisor.press(reference);
  await supervisor.says("Çağla Işık", "Kararınız");
  await supervisor.look("approvals-request");
  await supervisor.press("Onaylıyorum");
  await supervisor.says("Onaylandı");
  await supervisor.look("approvals-decided");

  const officer = await signedIn(cast.officer);
  await officer.goto("/kurum/talepler");
  await officer.look("officer-list");
  await officer.fill({ q: reference });
  await officer.press("Ara");
  await officer.press(reference);
  await officer.says("Çağla Işık", "Fark yok", "elektronik olarak onayladı.");
  await officer.look("officer-request");
  await officer.page.locator("input[type=file]").setInputFiles({ name: "form.png", mimeType: "image/png", buffer: png(600, 800) });
  await officer.press("Arşive ekle");
  await officer.says("form.png", "Arşiv no");
  await officer.look("officer-filed");
  await officer.press("Talebi sonuçlandır");
  await officer.says("Evrakın tam olduğunu beyan etmeden talebi gönderemezsiniz.");
  await officer.look("officer-not-attested");
  await officer.choose("attested", "yes");
  await officer.press("Talebi sonuçlandır");
  await until("the receipt", async () => {
    await officer.goto(`/kurum/talepler/${reference}`);
    return (await officer.text()).includes("İletildi");
  });
  await officer.says("Tamamlandı", "Mesajın içeriğini siz dahil hiç kimse göremez.");
  await officer.look("officer-fulfilled");
  await officer.goto("/kurum/arsiv");
  await officer.says(reference);
  await officer.look("archive");

  const desk = await visitor();
  const sent = inMessage(await readPhone(desk, who.mobile));
  await desk.says("İletildi");
  await desk.look("phone-message");

  await applicant.goto(`/izle/${reference}`);
  await applicant.says("Tamamlandı");
  await applicant.look("follow-fulfilled");

  const account = await signedIn(sent, { size: PHONE });
  await account.goto("/hesabim");
  await account.says("Çağla Işık", "Etkin", "30 gün kaldı", reference);
  await account.look("account");

  // A second window; its session ends when the first one changes the password.
  const elsewhere = await signedIn(sent);
  await account.goto("/hesabim/parola");
  await account.look("change-password");
  const own = "sarı kaplumbağa yağmurda";
  await account.fill({ current: sent.password, chosen: own, again: own });
  await account.press("Parolayı değiştir");
  await account.goto("/hesabim");
  await account.says("30 gün kaldı");
  await elsewhere.goto("/hesabim");
  assert.equal(await elsewhere.heading(), "Oturum açın");
  assert.equal(await opens(kunye.url, sent.user_name, sent.password), false, "the old password is over");
  await account.press("Oturumu kapat").catch(() => account.page.goto("/cikis"));

  const auditor = await signedIn(cast.auditor);
  await auditor.goto("/kayitlar");
  await auditor.look("record");
  const seen = await auditor.text();
  for (const secret of [sent.password, own]) assert.ok(!seen.includes(secret));
});
