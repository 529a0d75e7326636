// The whole journey in Chromium, from an imported file to a sign-in with the password that arrived.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { PHONE, Visitor } from "./lib/browser.mjs";
import { demonstration } from "./lib/demonstration.mjs";
import { pdf, png } from "./lib/files.mjs";
import { DELIVERED, inMessage, opens } from "./lib/office.mjs";
import { fillForm, signIn } from "./lib/pages.mjs";
import { people, roster } from "./lib/people.mjs";
import { until } from "./lib/process.mjs";
import { findIn } from "./lib/secrets.mjs";
import { Authenticator } from "./lib/totp.mjs";

let kunye, browser, cast, unit, staff;

/** Passwords that must be nowhere, and a reference that must be found where they are looked for. */
const secrets = [];
let known;

const visitor = (options) => Visitor.open(browser, kunye.url, options);

const { signedIn } = demonstration(async (stage) => {
  ({ kunye, browser, cast } = stage);
  // There the imported people will work.
  unit = await kunye.unitOf(cast.officer);
  staff = people(3, unit);
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
    ["/demo/phone", "phone", "Gösterim telefonu"],
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
  await reader.goto("/dil/en");
  await reader.goto("/");
  await reader.says("Sign in");
  await reader.look("home-english");
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
  await applicant.click(applicant.page.getByRole("link", { name: "Formu indir (PDF)" }));
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
  await officer.press("Ara"); // a reference leads straight to its request
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
    return (await officer.text()).includes(DELIVERED);
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
  await account.page.goto("/hesabim");
  await account.click(account.page.locator("details.menu summary"));
  await account.click(account.page.getByRole("button", { name: "Oturumu kapat" }));
  assert.equal(await account.heading(), "Oturumunuz kapandı");
  await account.look("signed-out");

  const auditor = await signedIn(cast.auditor);
  await auditor.goto("/kayitlar");
  await auditor.look("record");
  secrets.push(sent.password, own);
  known = reference;
});

test("a renewal on paper: the officer attests the supervisor's signature", async () => {
  const [, who] = staff;
  const applicant = await visitor({ size: PHONE });
  const reference = await fillForm(applicant, who);
  await applicant.close();

  const officer = await signedIn(cast.officer);
  await officer.goto(`/kurum/talepler/${reference}`);
  await officer.says("Onay bekliyor", "Formu hangi amir imzaladı?");
  await officer.press("İmzayı gördüm");
  await officer.says("Düzeltilmesi gerekenler var");
  await officer.look("officer-attest-wrong");
  await officer.page.getByRole("radio", { name: cast.supervisor.name }).check();
  const [day, month, year] = new Date().toLocaleDateString("tr-TR", { timeZone: "Europe/Istanbul", day: "2-digit", month: "2-digit", year: "numeric" }).split(".");
  await officer.fill({ "signed_on-day": day, "signed_on-month": month, "signed_on-year": year });
  await officer.press("İmzayı gördüm");
  await officer.says(`${cast.supervisor.name} formu ${day}.${month}.${year} tarihinde imzaladı.`);
  await officer.page.locator("input[type=file]").setInputFiles({ name: "form.pdf", mimeType: "application/pdf", buffer: pdf() });
  await officer.press("Arşive ekle");
  await officer.choose("attested", "yes");
  await officer.press("Talebi sonuçlandır");

  const sent = inMessage(await readPhone(await visitor(), who.mobile));
  const account = await signedIn(sent);
  await account.goto("/hesabim");
  await account.says(`${who.given_names} ${who.surname}`, "30 gün kaldı");
  secrets.push(sent.password);
});

test("a supervisor declines, an officer refuses: the applicant learns what to do", async () => {
  const applicant = await visitor({ size: PHONE });
  const [declined, refused] = [await fillForm(applicant, staff[2]), await fillForm(applicant, staff[2])];

  const supervisor = await signedIn(cast.supervisor);
  await supervisor.goto(`/onay/${declined}`);
  await supervisor.click(supervisor.page.getByText("Onaylamıyorum", { exact: true }));
  await supervisor.press("Talebi reddet");
  await supervisor.says("Gerekçeyi en az on karakterle yazın.");
  await supervisor.look("approvals-no-reason");
  await supervisor.fill({ reason: "Bu talebi personel yapmadığını söyledi." });
  await supervisor.press("Talebi reddet");
  await supervisor.says("Onaylanmadı");

  const officer = await signedIn(cast.officer);
  await officer.goto(`/kurum/talepler/${refused}`);
  await officer.click(officer.page.getByText("Talebi geri çevir", { exact: true }));
  await officer.fill({ reason: "Formun ikinci satırında imza yok." });
  await officer.press("Geri çevir");
  await officer.says("Geri çevrildi");
  await officer.look("officer-refused");

  for (const [reference, name, ...sentences] of [
    [declined, "follow-declined", "İdari amiriniz talebi onaylamadı. Gerekçeyi amirinize sorabilir"],
    [refused, "follow-refused", "PYS yetkilisi talebi geri çevirdi.", "Formun ikinci satırında imza yok."],
  ]) {
    await applicant.goto(`/izle/${reference}`);
    await applicant.says(...sentences);
    await applicant.look(name);
  }
  await applicant.context.clearCookies();
  await applicant.goto(`/talep/${refused}/form`);
  await applicant.look("follow-confirm");
});

test("a new officer is appointed, and sets up the second factor", async () => {
  const [, who] = staff;
  const admin = await signedIn(cast.administrator);
  await admin.goto(`/kayit?q=${unit.detsis}`);
  await admin.press(unit.name);
  await admin.look("unit");
  await admin.press("Görevlendirme yap");
  await admin.fill({ q: "ilker sen" });
  await admin.press("Ara");
  await admin.look("duty");
  await admin.page.getByRole("radio", { name: `${who.given_names} ${who.surname}` }).check();
  await admin.choose("kind", "officer");
  await admin.press("Görevlendir");
  await admin.says(`${who.given_names} ${who.surname}`);

  const officer = await visitor();
  const [{ user_name }] = await kunye.query(`SELECT user_name FROM accounts JOIN people ON people.id = person_id WHERE national_id = '${who.national_id}'`);
  await officer.goto("/giris");
  await officer.fill({ user_name, password: secrets.at(-1) });
  await officer.press("Oturum aç");
  assert.equal(await officer.heading(), "İki adımlı doğrulamayı kurun");
  await officer.click(officer.page.getByText("Karekodu okutamıyorum"));
  await officer.look("second-factor");
  const app = new Authenticator(await officer.page.locator(".key").innerText());
  await officer.fill({ code: "000000" });
  await officer.press("Kurulumu tamamla");
  await officer.says("Kod yanlış");
  await officer.fill({ code: await app.code() });
  await officer.press("Kurulumu tamamla");
  assert.equal(await officer.heading(), "Kurtarma kodlarınız");
  await officer.look("recovery-codes");
  secrets.push(...(await officer.page.locator(".codes li").allInnerTexts()));
  await officer.press("Kodları sakladım, devam et");
  await officer.goto("/kurum/talepler");
  assert.equal(await officer.heading(), "Talepler");
});

test("no byte that the product wrote holds one of the passwords or codes", async () => {
  assert.equal(secrets.length, 11);
  const running = await kunye.everything();
  await kunye.stop();
  for (const contents of [running, await kunye.everything()]) {
    assert.ok(findIn(contents, known).some((where) => where.includes("sqlite")), "the search finds what is there");
    for (const secret of secrets) assert.deepEqual(findIn(contents, secret), []);
  }
});
