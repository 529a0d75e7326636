// Inside a plan, in Chromium: a coordinator asks units for candidates, a supervisor proposes, an officer brings leaves in a file, somebody is
// invited in spite of a leave, supervisor and deputy see who is invited, a participant passes on what was learnt, and the planner moves hours.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE } from "./lib/browser.mjs";
import { demonstration } from "./lib/demonstration.mjs";

let kunye, cast, ministry, reference, unit;

const { signedIn } = demonstration(async (stage) => {
  ({ kunye, cast } = stage);
  // They are trained at their own place.
  ministry = cast.second.coordinator;
  unit = await kunye.unitOf(cast.supervisor);
  [{ reference }] = await kunye.query(
    `SELECT reference FROM training_requests JOIN candidate_calls ON candidate_calls.session_id = training_requests.id LIMIT 1`,
  );
});

const phone = { size: PHONE, scripts: false };

/** A day so many days ahead, as people write it. */
const day = (days) => {
  const date = new Date(Date.now() + days * 86_400_000);
  return `${String(date.getUTCDate()).padStart(2, "0")}.${String(date.getUTCMonth() + 1).padStart(2, "0")}.${date.getUTCFullYear()}`;
};

test("a coordinator asks units for candidates", async () => {
  const coordinator = await signedIn(ministry, phone);
  await coordinator.goto(`/egitim/seans/${reference}/katilimcilar`);
  await coordinator.look("plans-participants");
  await coordinator.press("Birimlerin 2 önerisi var");
  await coordinator.says("Birimlerden adaylar", unit.name, "Trabzon", "arasında izinli");
  await coordinator.look("plans-candidates");
  await coordinator.page.locator("#il").selectOption("35");
  await coordinator.press("Ara");
  await coordinator.look("plans-units");
  await coordinator.press("Aday iste");
  await coordinator.says("Düzeltilmesi gerekenler var", "Yer sayısını 1 ile 100 arasında girin", "Bugün ile");
  await coordinator.look("plans-candidates-wrong");
  await coordinator.page.locator("#unit input").first().check({ force: true });
  await coordinator.fill({ places: "2", until: day(5) });
  await coordinator.press("Aday iste");
  await coordinator.says("1 birimden aday istendi");
  await coordinator.close();
});

test("a supervisor proposes people of their own unit, and sees who is invited", async () => {
  const supervisor = await signedIn(cast.supervisor, phone);
  await supervisor.goto("/birimim");
  await supervisor.says("Aday istekleri", "Davet edilen personeliniz", "Yanıt bekleniyor");
  await supervisor.look("plans-unit");
  await supervisor.click(supervisor.page.locator("main a.row-link").first());
  await supervisor.look("plans-propose");
  const [one] = await kunye.query(
    `SELECT people.surname FROM people JOIN posts ON posts.person_id = people.id JOIN units ON units.id = posts.unit_id
     WHERE units.detsis = '${unit.detsis}' AND people.id NOT IN (SELECT person_id FROM candidates)
       AND people.id NOT IN (SELECT person_id FROM duties) ORDER BY people.id DESC LIMIT 1`,
  );
  await supervisor.fill({ q: one.surname });
  await supervisor.press("Ara");
  await supervisor.look("plans-propose-found");
  const row = () => supervisor.page.locator("#person > li", { has: supervisor.page.getByRole("button") }).first();
  await row().getByRole("button").click();
  await supervisor.says("Neden bu kişiyi önerdiğinizi yazın");
  await supervisor.look("plans-propose-wrong");
  await supervisor.page.locator("#reason").fill("Yeni başladı, her gün imza doğruluyor.");
  await row().getByRole("button").click();
  await supervisor.says("Öneriniz iletildi", "Önerdikleriniz: 3 / 3");
  await supervisor.close();
  // Who stands in for the head sees the same unit; a trainer of the provider has no such page.
  const deputy = await signedIn(cast.deputy, phone);
  await deputy.goto("/birimim");
  await deputy.says("Davet edilen personeliniz", "Yanıt bekleniyor");
  await deputy.close();
  const trainer = await signedIn(cast.trainer);
  assert.equal((await trainer.page.request.get("/birimim")).status(), 403);
  await trainer.close();
});

test("an officer brings leaves in a file", async () => {
  const officer = await signedIn(cast.officer, { size: PHONE });
  await officer.goto("/birimim");
  await officer.press("Personel izinleri");
  await officer.look("plans-leaves");
  await officer.press("İzni ekle");
  await officer.says("Düzeltilmesi gerekenler var");
  await officer.look("plans-leaves-wrong");
  const [one, two] = await kunye.query(
    `SELECT people.staff_no, people.given_names || ' ' || people.surname AS name FROM people JOIN posts ON posts.person_id = people.id
     JOIN units ON units.id = posts.unit_id WHERE units.detsis = '${unit.detsis}' AND posts.ends_on IS NULL ORDER BY people.staff_no LIMIT 2`,
  );
  const [stranger] = await kunye.query("SELECT staff_no FROM people JOIN posts ON posts.person_id = people.id JOIN units ON units.id = posts.unit_id WHERE units.name LIKE 'Trabzon%' LIMIT 1");
  await officer.click(officer.page.locator("summary", { hasText: "Listeden ekle" }));
  const file = `Sicil No;Başlangıç Tarihi;Bitiş Tarihi\n${one.staff_no};${day(2)};${day(9)}\n${two.staff_no};${day(3)};dün\n${stranger.staff_no};${day(2)};${day(9)}\n`;
  await officer.page.locator("#file").setInputFiles({ name: "izinler.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await officer.press("Listeyi oku");
  await officer.says(one.name, "Alınmayan satırlar", "Günü gg.aa.yyyy biçiminde girin", "bu numarayla görevli kimse bulunamadı");
  await officer.look("plans-leaves-file");
  await officer.press("1 izni kaydet");
  await officer.says("1 yeni izin var", one.name);
  await officer.close();
});

test("somebody on leave is invited with a reason", async () => {
  const coordinator = await signedIn(ministry, phone);
  await coordinator.goto(`/egitim/seans/${reference}/adaylar`);
  const row = coordinator.page.locator("main ul.rows > li", { hasText: "arasında izinli" });
  await row.getByRole("button").click();
  await coordinator.says("Bu kişide çakışma var");
  await coordinator.look("plans-despite-wrong");
  await coordinator.page.locator("#despite").fill("İzninden eğitim için dönüyor.");
  await coordinator.click(coordinator.page.locator("#person > li", { has: coordinator.page.locator("#despite") }).getByRole("button"));
  await coordinator.says("Davet gönderiliyor", "Gerekçe: İzninden eğitim için dönüyor.", "arasında izinli");
  await coordinator.look("plans-despite");
  await coordinator.close();
});

test("a participant passes on what was learnt, and the sums stand beside those who attended", async () => {
  const participant = await signedIn(cast.participant, phone);
  await participant.goto("/egitimlerim");
  await participant.press("Yaygınlaştırmanızı bildirin");
  await participant.press("Bildir");
  await participant.says("Düzeltilmesi gerekenler var", "Yeri yazın");
  await participant.look("plans-spread-wrong");
  await participant.fill({ held_on: day(0), place: "Ajans toplantı salonu", people: "11" });
  await participant.press("Bildir");
  await participant.says("Bildiriminiz kaydedildi", "11 kişi");
  await participant.look("plans-spread");
  await participant.close();
  const coordinator = await signedIn(cast.coordinator, phone);
  await coordinator.goto("/egitim");
  await coordinator.says("Eğitim alan 5 kişi; onların beyanına göre ulaşılan 25 kişi daha");
  await coordinator.look("plans-home");
  await coordinator.close();
  const director = await signedIn(cast.director);
  await director.goto("/genel-durum");
  await director.says("beyanla 25 kişi", "48 iş arkadaşına");
  await director.look("plans-coverage");
  await director.close();
});

test("a planner sees whose trainer is away, and moves hours by a decision", async () => {
  const planner = await signedIn(cast.planner, phone);
  await planner.goto("/planlama/talepler");
  await planner.says("izinli ya da görevli olduğunu bildirdi", "yeniden planlanmalı");
  await planner.look("plans-queue");
  await planner.goto("/planlama/kurumlar");
  await planner.press("Saat aktarımı");
  await planner.press("Sonucunu göster");
  await planner.says("Listeden bir kurum seçin");
  await planner.look("plans-transfer-wrong");
  const options = await planner.page.locator("#from option").evaluateAll((all) => all.map((one) => [one.value, one.textContent]));
  const of = (name) => options.find(([, text]) => text.startsWith(name))[0];
  await planner.page.locator("#from").selectOption(of("Yurt Haritaları"));
  await planner.page.locator("#to").selectOption(of("Ulusal Belgelik"));
  await planner.fill({ hours: "4" });
  await planner.press("Sonucunu göster");
  await planner.says("Kararın tarihini ve sayısını yazın");
  await planner.fill({ reason: "21.12.2026 tarihli ve 2026/118 sayılı karar" });
  await planner.press("Sonucunu göster");
  await planner.says("4 saat aktarılırsa", "2026/118");
  await planner.look("plans-transfer");
  await planner.press("Saatleri aktar");
  await planner.says("4 saat aktarıldı");
  await planner.close();
});
