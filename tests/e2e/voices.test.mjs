// Voices of the training programme in Chromium, without JavaScript on phones: a participant evaluates a training and asks a question,
// the coordinator answers, states interest and brings a list of names; planner, trainer, account manager and director see what is theirs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE } from "./lib/browser.mjs";
import { demonstration } from "./lib/demonstration.mjs";

let kunye, cast;

const { signedIn } = demonstration((stage) => { ({ kunye, cast } = stage); });

test("a participant evaluates a training in a minute, once", async () => {
  const participant = await signedIn(cast.participant, { size: PHONE, scripts: false });
  await participant.goto("/egitimlerim");
  await participant.look("voices-mine");
  await participant.press("Eğitimi değerlendirin");
  await participant.says("kimin ne yanıtladığı bilinemez");
  await participant.look("evaluate");
  await participant.page.locator("[name=contents][value='5']").check({ force: true });
  await participant.fill({ comment: "Çok yararlıydı." });
  await participant.press("Değerlendirmeyi gönder");
  await participant.says("Düzeltilmesi gerekenler var", "1 ile 5 arasında");
  await participant.look("evaluate-wrong");
  for (const question of ["contents", "trainer", "pace", "place", "overall"]) {
    await participant.page.locator(`[name=${question}][value='4']`).check({ force: true });
  }
  const form = participant.page.url();
  await participant.press("Değerlendirmeyi gönder");
  await participant.says("değerlendirmeniz alındı");
  await participant.goto(form);
  await participant.says("Bu eğitimi değerlendirdiniz");
  await participant.look("evaluate-given");
  await participant.close();

  // What is stored says that, and not what; it is as long as any other.
  const given = await kunye.query("SELECT * FROM evaluations_given");
  const box = await kunye.query("SELECT length(slip) AS slip, length(sealed) AS sealed FROM evaluation_box");
  assert.deepEqual(Object.keys(given[0]), ["participant_id", "given_on"]);
  assert.deepEqual(box, [{ slip: 32, sealed: 4096 + 12 + 16 }]);
  assert.ok(!(await kunye.dump()).includes("Çok yararlıydı."), "the comment is in the database in clear");
});

test("results are sums of five or more, for planner, director and trainer", async () => {
  const planner = await signedIn(cast.planner);
  await planner.goto("/degerlendirmeler");
  await planner.says("6 yanıt.", "Elektronik İmzaya Giriş", "Açılmayı bekleyen 1 yanıt");
  await planner.look("evaluations");
  await planner.click(planner.page.locator("table.cards a.row-link").first());
  await planner.says("Yazılanlar", "Salon biraz soğuktu.");
  await planner.look("evaluations-group");
  await planner.close();
  const trainer = await signedIn(cast.trainer, { size: PHONE, scripts: false });
  await trainer.goto("/egitmen");
  await trainer.press("Eğitimlerimin değerlendirmesi");
  await trainer.look("evaluations-own");
  await trainer.close();
});

test("a question goes to the asker's own coordinator, and the answer comes back", async () => {
  const participant = await signedIn(cast.participant, { size: PHONE, scripts: false });
  await participant.goto("/egitimlerim/soru");
  await participant.says(`Yeşilova Kalkınma Ajansı kurum yetkilisine gider: ${cast.coordinator.name}`);
  await participant.press("Soruyu gönder");
  await participant.look("question-wrong");
  await participant.fill({ text: "İkinci eğitim ne zaman?" });
  await participant.press("Soruyu gönder");
  await participant.says("iletildi", "Yanıt bekliyor");
  await participant.look("question");
  const coordinator = await signedIn(cast.coordinator, { size: PHONE, scripts: false });
  await coordinator.goto("/egitim");
  await coordinator.says("Yanıt bekleyen 2 soru");
  await coordinator.press("Soruları aç");
  await coordinator.look("questions");
  const row = coordinator.page.locator("main ul.rows > li", { hasText: "İkinci eğitim ne zaman?" });
  await row.locator("summary").click();
  await row.locator("textarea").fill("Ocakta; duyurulunca yazacağım.");
  await row.getByRole("button").click();
  await coordinator.says("Yanıtınız iletiliyor", "Ocakta; duyurulunca yazacağım.");
  await coordinator.close();
  await participant.goto("/egitimlerim/soru");
  await participant.says("Ocakta; duyurulunca yazacağım.");
  await participant.look("question-answered");
  await participant.close();
});

test("interest adds up to a class", async () => {
  const coordinator = await signedIn(cast.coordinator, { size: PHONE, scripts: false });
  await coordinator.goto("/egitim/ilgi");
  await coordinator.page.locator("#course").selectOption({ index: 1 });
  await coordinator.press("Bildir");
  await coordinator.look("demand-wrong");
  await coordinator.page.locator("#site").selectOption({ index: 1 });
  await coordinator.fill({ people: "4" });
  await coordinator.press("Bildir");
  await coordinator.says("İlginiz kaydedildi", "4 kişi");
  await coordinator.look("demand");
  await coordinator.close();
  const planner = await signedIn(cast.planner);
  await planner.goto("/planlama/ilgi");
  await planner.says("4 kurumdan 27 kişi", "Bir seans için yeterli", "Henüz yeterli değil");
  await planner.look("demands");
  await planner.click(planner.page.getByRole("link", { name: "Seans duyur" }).first());
  await planner.says("Yeterli ilgi olan teknik eğitimler");
  assert.match(await planner.page.locator("#course option:checked").innerText(), /^T2 /);
  await planner.look("announce-proposed");
  await planner.close();
});

test("names come from a list, with a preview", async () => {
  const planner = await signedIn(cast.planner);
  await planner.goto("/planlama/seans");
  const date = new Date(Date.now() + 40 * 86_400_000);
  await planner.fill({ "starts_on-day": String(date.getUTCDate()), "starts_on-month": String(date.getUTCMonth() + 1), "starts_on-year": String(date.getUTCFullYear()) });
  await planner.page.locator("#course").selectOption({ index: 1 });
  await planner.page.locator("#site").selectOption({ index: 1 });
  await planner.press("Devam et");
  const warned = planner.page.locator("input[name=accepted]");
  if (await warned.count()) await warned.first().check();
  await planner.press("Duyur");
  await planner.says("seans duyuruldu");
  const announced = planner.page.url().split("/").at(-1);
  await planner.close();
  // The group that waits in a queue gives its hours back first.
  const coordinator = await signedIn(cast.coordinator);
  await coordinator.goto("/egitim");
  await coordinator.click(coordinator.page.locator("main ul.rows a.row-link").first());
  await coordinator.click(coordinator.page.locator("main summary").first());
  await coordinator.press("Vazgeç");
  await coordinator.says("2 saat hesabınıza döndü");
  await coordinator.goto(`/egitim/seans/${announced}`);
  await coordinator.fill({ seats: "3" });
  await coordinator.press("Yer iste");
  await coordinator.press("Katılımcıları belirle");
  const [one, two] = await kunye.query(
    `SELECT people.staff_no, people.given_names || ' ' || people.surname AS name FROM people JOIN posts ON posts.person_id = people.id
     JOIN units ON units.id = posts.unit_id WHERE units.name = 'Yeşilova Kalkınma Ajansı' ORDER BY people.staff_no LIMIT 2`,
  );
  await coordinator.click(coordinator.page.locator("summary", { hasText: "Listeden ekle" }));
  const file = `TCKN ya da Sicil No;Yaygınlaştırıcı\n${one.staff_no};Evet\n${two.staff_no};\nE999;\n10000000147;\n`;
  await coordinator.page.locator("#file").setInputFiles({ name: "liste.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await coordinator.press("Listeyi oku");
  await coordinator.says(one.name, "TCKN hatalı", "100••••••••");
  const names = await coordinator.page.content();
  assert.ok(!names.includes("10000000147"));
  const { url, html } = { url: coordinator.page.url(), html: names };
  assert.ok(url.endsWith("/dosya") && html.includes("Alınmayan satırlar"));
  await coordinator.look("names");
  await coordinator.press("2 kişiyi davet et");
  await coordinator.says("2 kişiye davet gönderiliyor", "Yaygınlaştırıcı");
  await coordinator.look("names-on-list");
  await coordinator.close();
});

test("an account manager sees unused hours, notes a talk and nudges once a week", async () => {
  const manager = await signedIn(cast.account_manager);
  await manager.goto("/musteri");
  await manager.says("Toplum Güvencesi Kurumu", "Henüz görüşülmedi");
  await manager.look("customers");
  await manager.click(manager.page.locator("table.cards a.row-link").first());
  await manager.press("Ekle");
  await manager.says("Metni yazın");
  await manager.look("customer-wrong");
  await manager.fill({ text: "Ocak ayında iki eğitim düşünüyorlar." });
  await manager.press("Ekle");
  await manager.says("Kayıt eklendi");
  await manager.press("Kullanılmamış hakkı hatırlat");
  await manager.says("Hatırlatma gönderiliyor");
  await manager.press("Kullanılmamış hakkı hatırlat");
  await manager.says("Bu hafta bir hatırlatma gönderildi");
  await manager.look("customer");
  await manager.close();
  const planner = await signedIn(cast.planner);
  await planner.goto("/planlama/temsilciler");
  await planner.look("managers");
  await planner.close();
});

test("a director sees the whole, and takes it away as a workbook", async () => {
  const director = await signedIn(cast.director);
  await director.goto("/genel-durum");
  await director.says("Ulaşılan kullanıcılar", "Bilinmiyor: henüz hiçbir eğitimin gideri girilmedi.", "Standart kategori");
  assert.equal(await director.page.locator("svg.tile-map g").count(), 81);
  await director.look("coverage");
  const book = await director.page.request.get("/genel-durum/genel-durum.xlsx");
  assert.equal((await book.body()).subarray(0, 2).toString(), "PK");
  await director.goto("/degerlendirmeler");
  await director.says("Ortalamalar");
  await director.close();
});
