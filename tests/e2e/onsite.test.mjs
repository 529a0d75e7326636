// A training at an institution's own place in Chromium: its coordinator writes and sends a request without JavaScript on a phone, the
// planner takes the proposal, the trainer says days away, people are named, and the training is called off with a reason.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESK, PHONE } from "./lib/browser.mjs";
import { demonstration } from "./lib/demonstration.mjs";

let kunye, cast, ministry, reference;

const { signedIn } = demonstration((stage) => {
  ({ kunye, cast } = stage);
  // They are trained at their own place.
  ministry = cast.second.coordinator;
});

/** The first weekday from so many days ahead on, as people write it. */
const weekday = (days) => {
  const date = new Date(Date.now() + days * 86_400_000);
  while ([0, 6].includes(date.getUTCDay())) date.setUTCDate(date.getUTCDate() + 1);
  return `${String(date.getUTCDate()).padStart(2, "0")}.${String(date.getUTCMonth() + 1).padStart(2, "0")}.${date.getUTCFullYear()}`;
};

test("a coordinator writes a request, reads it through, and sends it", async () => {
  const coordinator = await signedIn(ministry, { size: PHONE, scripts: false });
  await coordinator.goto("/egitim");
  await coordinator.press("Eğitim taleplerini aç");
  await coordinator.says("Eğitim saatleriniz", "Konya", "Trabzon", "Planlandı", "Taslak");
  await coordinator.look("onsite-board");
  await coordinator.press("Yeni talep yaz");
  await coordinator.look("onsite-form");
  await coordinator.press("Taslağı kaydet");
  await coordinator.says("Düzeltilmesi gerekenler var", "Kişi sayısını 1 ile 500 arasında girin");
  await coordinator.look("onsite-form-wrong");
  await coordinator.page.locator("#course").selectOption({ index: 1 });
  await coordinator.page.locator("#province").selectOption("38");
  await coordinator.choose("wished", "days");
  await coordinator.fill({ people: "12", day_1: weekday(30), day_2: weekday(33), place: "Kayseri İl Müdürlüğü", room: "Toplantı Salonu", address: "Kocasinan" });
  await coordinator.press("Taslağı kaydet");
  await coordinator.says("Taslak kaydedildi", "Kayseri");
  await coordinator.look("onsite-draft");
  reference = coordinator.page.url().split("/").at(-1);
  await coordinator.says(`önce kurumsal müşteri temsilciniz ${cast.account_manager.name} okur`);
  await coordinator.press("Talebi gönder");
  await coordinator.says("kurumsal müşteri temsilcinize gönderildi; bu talep için 2 saat ayrıldı", "Kim ne sağlar?", "Temsilci inceliyor");
  await coordinator.click(coordinator.page.getByRole("button", { name: "Tamam olarak işaretle Salon ve donanım" }));
  await coordinator.says("Liste güncellendi");
  await coordinator.look("onsite-sent");
  await coordinator.close();
});

test("an account manager reads it first, gives it back once, and passes it on with a note", async () => {
  const manager = await signedIn(cast.account_manager, { size: PHONE, scripts: false });
  await manager.goto("/musteri");
  await manager.says("Okumanızı bekleyen talepler", "Kayseri");
  await manager.look("review-list");
  await manager.goto(`/musteri/talepler/${reference}`);
  await manager.look("review");
  await manager.press("Gerekçesiyle geri gönder");
  await manager.says("Düzeltilmesi gerekenler var", "Gerekçeyi yazın");
  await manager.look("review-wrong");
  await manager.fill({ text: "Salonun kaç kişilik olduğunu yazar mısınız?" });
  await manager.press("Gerekçesiyle geri gönder");
  await manager.says("geri gönderildi");
  const coordinator = await signedIn(ministry, { size: PHONE, scripts: false });
  await coordinator.goto(`/egitim/talepler/${reference}`);
  await coordinator.says("Taslak", "Salonun kaç kişilik olduğunu yazar mısınız?", "2 saati bu talep için ayrılmış");
  await coordinator.look("review-returned");
  await coordinator.press("Düzenle");
  await coordinator.fill({ note: "Salon 30 kişilik." });
  await coordinator.press("Taslağı kaydet");
  await coordinator.press("Talebi gönder");
  await coordinator.says("bu talep için 2 saat ayrıldı");
  await coordinator.look("review-sent-again");
  await coordinator.close();
  await manager.goto(`/musteri/talepler/${reference}`);
  await manager.fill({ text: "Mümkünse öğleden önce." });
  await manager.press("Planlamaya ilet");
  await manager.says("planlamaya iletildi");
  await manager.goto(`/musteri/talepler/${reference}`);
  await manager.says("Daha önce söylenenler", "Mümkünse öğleden önce.");
  await manager.look("review-passed-on");
  await manager.close();
});

test("a planner sees why, and plans", async () => {
  const planner = await signedIn(cast.planner);
  await planner.goto("/planlama");
  await planner.press("Eğitim talepleri");
  await planner.says("Planlama bekleyenler", "Kayseri", "Diyarbakır", "Mümkünse öğleden önce.", "Temsilcisinin okuduğu talepler", "Mersin");
  await planner.look("onsite-queue");
  await planner.goto(`/planlama/talepler/${reference}`);
  await planner.says("Öneri", "Neden bu öneri?", "Hiçbir çakışma yok", "aynı bölge");
  await planner.look("onsite-plan");
  // A plan of one's own on a day that was not wished is warned of first.
  const [day, month, year] = weekday(40).split(".");
  await planner.page.locator("#trainer").selectOption({ index: 1 });
  await planner.fill({ "starts_on-day": day, "starts_on-month": month, "starts_on-year": year });
  await planner.press("Planla");
  await planner.says("Düzeltilmesi gerekenler var", "gününü istemedi");
  await planner.look("onsite-plan-wrong");
  await planner.goto(`/planlama/talepler/${reference}`);
  await planner.click(planner.page.getByRole("button", { name: /^Bu öneriyi uygula/ }));
  await planner.says("Eğitim planlandı", "Yeniden planlama önerisi");
  await planner.look("onsite-planned");
  for (const [path, name] of [["egitmenler", "roster"], ["takvim", "calendar"], ["iller", "provinces"]]) {
    await planner.goto(`/planlama/${path}`);
    await planner.look(`onsite-${name}`);
  }
  await planner.says("Adana", "Zonguldak");
  // A phone shows all of the map at once, with plate codes that can be read.
  await planner.page.setViewportSize(PHONE);
  const map = await planner.page.locator("svg.tile-map").evaluate((svg) => {
    const { width, right } = svg.getBoundingClientRect();
    const letters = parseFloat(getComputedStyle(svg.querySelector("text")).fontSize);
    return { right, letters: (letters * width) / svg.viewBox.baseVal.width };
  });
  assert.ok(map.right <= PHONE.width && map.letters >= 8, JSON.stringify(map));
  await planner.page.setViewportSize(DESK);
  await planner.goto("/planlama/egitmenler");
  await planner.click(planner.page.locator("main a.row-link").first());
  await planner.look("onsite-trainer");
  await planner.close();
});

test("a trainer says days away", async () => {
  const trainer = await signedIn(cast.trainer, { size: PHONE, scripts: false });
  await trainer.goto("/egitmen");
  await trainer.fill({ from: "yarın" });
  await trainer.press("Günleri ekle");
  await trainer.says("Düzeltilmesi gerekenler var");
  await trainer.look("onsite-away-wrong");
  await trainer.fill({ from: weekday(120), until: weekday(125) });
  await trainer.press("Günleri ekle");
  await trainer.says("Günler kaydedildi", "İzin");
  await trainer.look("onsite-away");
  await trainer.close();
});

test("people are named for a planned training, and it is called off with a reason", async () => {
  const coordinator = await signedIn(ministry, { size: PHONE, scripts: false });
  await coordinator.goto(`/egitim/talepler/${reference}`);
  await coordinator.click(coordinator.page.locator("main summary").last());
  await coordinator.says("Planlandı", "gününün sonuna kadar");
  await coordinator.look("onsite-own-planned");
  await coordinator.press("Katılımcıları belirle");
  await coordinator.says("Belirlenen katılımcı: 0 / 12");
  const planner = await signedIn(cast.planner);
  await planner.goto(`/planlama/talepler/${reference}`);
  await planner.click(planner.page.locator("main summary").last());
  await planner.fill({ reason: "Eğitmen hastalandı." });
  await planner.press("Eğitimi iptal et");
  await planner.says("İptal edildi", "Eğitmen hastalandı.");
  await planner.close();
  await coordinator.goto(`/egitim/talepler/${reference}`);
  await coordinator.says("İptal edildi", "Eğitmen hastalandı.");
  await coordinator.look("onsite-called-off");
  await coordinator.close();
});
