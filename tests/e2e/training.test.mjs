// The training programme in Chromium, without JavaScript at one side: a planner takes a count and announces a session, a coordinator
// reserves in it, gives back, and names people; a trainer takes attendance; a participant has a certificate that anybody can verify.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, Visitor } from "./lib/browser.mjs";
import { demonstration } from "./lib/demonstration.mjs";

let kunye, browser, cast;
/** Reference of the session that the planner announces. */
let announced;

const { signedIn } = demonstration((stage) => { ({ kunye, browser, cast } = stage); });

const day = (days) => {
  const date = new Date(Date.now() + days * 86_400_000);
  return { day: String(date.getUTCDate()), month: String(date.getUTCMonth() + 1), year: String(date.getUTCFullYear()) };
};

test("a coordinator sees the right, the queue, and reserves", async () => {
  const coordinator = await signedIn(cast.coordinator, { size: PHONE, scripts: false });
  await coordinator.goto("/egitim");
  await coordinator.says("Eğitim hakkınız", "86 aktif kullanıcınız var", "Açık seanslar");
  await coordinator.look("training-home");
  await coordinator.goto("/egitim/hesap");
  await coordinator.says("4 saat hak verildi");
  await coordinator.look("training-statement");
  await coordinator.goto("/egitim/kullanicilar");
  await coordinator.look("training-users");
  await coordinator.goto("/egitim");
  await coordinator.click(coordinator.page.locator("table.cards a.row-link").last());
  await coordinator.says("Bu eğitim 4 saat sürüyor; kullanılabilir hakkınız 0 saat");
  await coordinator.look("training-session-short");
  await coordinator.goto("/egitim");
  await coordinator.click(coordinator.page.locator("table.cards a.row-link").first());
  await coordinator.look("training-session");
  await coordinator.page.locator("#seats").fill("9");
  await coordinator.press("Yer iste");
  await coordinator.says("en çok 6 kişilik yer");
  await coordinator.look("training-session-wrong");
  await coordinator.close();
});

test("the ministry is trained at its own place, and sees its count down to the units", async () => {
  const coordinator = await signedIn(cast.second.coordinator);
  await coordinator.goto("/egitim");
  await coordinator.says("kurumunuzda düzenlenir");
  await coordinator.look("training-on-site");
  await coordinator.goto("/egitim/kullanicilar");
  await coordinator.says("İl Müdürlüğü");
  await coordinator.click(coordinator.page.locator("table.cards a.row-link").first());
  await coordinator.look("training-users-below");
  await coordinator.close();
});

test("a planner announces, tries a table, and calls off", async () => {
  const planner = await signedIn(cast.planner);
  await planner.goto("/planlama");
  await planner.look("planning-home");
  for (const [path, name] of [["kurumlar", "institutions"], ["sayim", "counts"], ["katalog", "catalogue"], ["program", "terms"], ["kategoriler", "tiers"]]) {
    await planner.goto(`/planlama/${path}`);
    await planner.look(`planning-${name}`);
  }
  await planner.fill({ "to-1": "50", "to-2": "1.000.000", "to-3": "", "hours-3": "", "to-4": "", "hours-4": "", "to-5": "", "hours-5": "", "to-6": "", "hours-6": "" });
  await planner.press("Etkisini göster");
  await planner.says("Bu tablo geçerli olsaydı", "Hakkı artan kurumlar");
  await planner.look("planning-what-if");
  await planner.goto("/planlama");
  await planner.says("Eğitmeni olmayan 2 seans");
  await planner.goto("/planlama/katalog");
  await planner.click(planner.page.locator("main ul.rows a.row-link").first());
  await planner.fill({ from: "31.02.2027" });
  await planner.press("Kaldır");
  await planner.says("Böyle bir gün yok: 31.02.2027");
  await planner.look("planning-course-wrong");
  await planner.goto("/planlama/seans");
  const soon = day(5);
  await planner.fill({ "starts_on-day": soon.day, "starts_on-month": soon.month, "starts_on-year": soon.year });
  await planner.press("Devam et");
  await planner.says("en az 21 gün önceden duyurulur");
  await planner.look("planning-announce-wrong");
  const later = day(40);
  await planner.fill({ "starts_on-day": later.day, "starts_on-month": later.month, "starts_on-year": later.year });
  await planner.page.locator("#course").selectOption({ index: 1 });
  await planner.page.locator("#site").selectOption({ index: 1 });
  await planner.press("Devam et");
  await planner.says("Duyuruyu denetleyin");
  await planner.look("planning-announce-check");
  const warned = planner.page.locator("#accepted, input[name=accepted]");
  if (await warned.count()) await warned.first().check();
  await planner.press("Duyur");
  await planner.says("seans duyuruldu", "Henüz başvuru yok");
  await planner.look("planning-session");
  assert.match(planner.page.url(), /\/planlama\/seans\/[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  announced = planner.page.url().split("/").at(-1);
  await planner.press("Eğitmen, katılımcılar, sertifikalar");
  await planner.says("Liste henüz kesinleşmedi");
  await planner.page.locator("#trainer").selectOption({ index: 1 });
  await planner.press("Eğitmeni ata");
  await planner.says("Eğitmen atandı");
  await planner.look("planning-people");
  await planner.press("Giderler");
  await planner.fill({ trainer: "1.250,50" });
  await planner.press("Giderleri kaydet");
  await planner.says("Giderler kaydedildi");
  await planner.look("planning-expenses");
  await planner.close();
});

test("a coordinator names people for the seats, and the one who is named answers", async () => {
  const coordinator = await signedIn(cast.coordinator, { size: PHONE, scripts: false });
  await coordinator.goto("/egitim");
  await coordinator.click(coordinator.page.locator("main ul.rows a.row-link").first());
  await coordinator.click(coordinator.page.locator("main summary").first());
  await coordinator.press("Vazgeç");
  await coordinator.says("2 saat hesabınıza döndü");
  await coordinator.goto(`/egitim/seans/${announced}`);
  await coordinator.fill({ seats: "2" });
  await coordinator.press("Yer iste");
  await coordinator.press("Katılımcıları belirle");
  await coordinator.says("Belirlenen katılımcı: 0 / 2");
  await coordinator.look("participants-none");
  const surname = cast.participant.name.split(" ").at(-1);
  await coordinator.fill({ q: surname });
  await coordinator.press("Ara");
  await coordinator.look("participants-found");
  await coordinator.click(coordinator.page.getByRole("button", { name: `Davet et ${cast.participant.name}` }));
  await coordinator.says("Davet gönderiliyor", "Yanıt bekleniyor");
  const participant = await signedIn(cast.participant, { size: PHONE, scripts: false });
  await participant.goto("/egitimlerim");
  await participant.click(participant.page.locator("main ul.rows a.row-link").first());
  await participant.look("invitation");
  const entry = await participant.page.request.get(`${participant.page.url()}/takvim.ics`);
  assert.match(entry.headers()["content-type"], /^text\/calendar/);
  assert.match(await entry.text(), /BEGIN:VEVENT\r\nUID:[0-9A-Z]{26}@/);
  await participant.press("Katılacağım");
  await participant.says("Yanıtınız alındı", "Katılacak");
  await participant.close();
  await coordinator.goto(`/egitim/seans/${announced}/katilimcilar`);
  await coordinator.says("Katılacak");
  await coordinator.look("participants");
  await coordinator.close();
});

test("a trainer takes attendance on a phone, and a correction says why", async () => {
  const trainer = await signedIn(cast.trainer, { size: PHONE, scripts: false });
  await trainer.goto("/egitmen");
  await trainer.look("trainer");
  await trainer.says("Sıradaki eğitimler", "Bugün", "Verdiğim eğitimler");
  await trainer.click(trainer.page.locator("main ul.rows a.row-link").last());
  await trainer.click(trainer.page.locator("ul.tabs a").first());
  await trainer.look("attendance");
  await trainer.page.locator("main input[type=checkbox]").first().uncheck();
  await trainer.press("Yoklamayı kaydet");
  await trainer.says("Düzeltilmesi gerekenler var");
  await trainer.look("attendance-wrong");
  await trainer.close();
});

test("whoever attended in full has a certificate, and anybody can verify it", async () => {
  const participant = await signedIn(cast.participant, { size: PHONE, scripts: false });
  for (let tries = 0; tries < 60; tries += 1) {
    await participant.goto("/egitimlerim");
    if ((await participant.text()).includes("Sertifikalarım")) break;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  await participant.says("Sertifikalarım", "Geçerli");
  await participant.look("mine");
  const links = participant.page.locator("main a[href$='/sertifika.pdf'], main a[href$='dil=en']");
  for (const href of await links.evaluateAll((all) => all.map((one) => one.href))) {
    const pdf = await participant.page.request.get(href);
    assert.equal((await pdf.body()).subarray(0, 5).toString(), "%PDF-");
  }
  const code = (await links.first().getAttribute("href")).split("/")[2];
  await participant.close();
  const anybody = await Visitor.open(browser, kunye.url, { scripts: false });
  await anybody.goto("/sertifika");
  await anybody.look("certificate-ask");
  await anybody.fill({ code: code.toLowerCase() });
  await anybody.press("Sertifikayı bul");
  await anybody.says("geçerlidir", cast.participant.name, "Elektronik İmzaya Giriş");
  await anybody.look("certificate");
  await anybody.goto("/dogrula");
  await anybody.fill({ code });
  await anybody.press("Doğrula");
  await anybody.says("geçerlidir", cast.participant.name);
  await anybody.close();
});
