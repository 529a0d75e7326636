// The training programme in Chromium, without JavaScript at one side: a planner takes a count and announces a session, a coordinator
// reserves in it and gives back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, PHONE, Visitor } from "./lib/browser.mjs";
import { Kunye } from "./lib/kunye.mjs";
import { signIn } from "./lib/pages.mjs";

let kunye, browser, cast;

async function signedIn(who, options) {
  const one = await Visitor.open(browser, kunye.url, options);
  await signIn(one, who);
  return one;
}

before(async () => {
  kunye = await Kunye.temporary();
  await kunye.demo();
  cast = await kunye.cast();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await kunye?.remove();
});

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
  await coordinator.page.locator("table.cards a.row-link").last().click();
  await coordinator.look("training-session");
  await coordinator.fill({ seats: "9" });
  await coordinator.press("Yer iste");
  await coordinator.says("en çok 6 kişilik yer");
  await coordinator.look("training-session-wrong");
  await coordinator.close();
});

test("the ministry is trained at its own place, and sees its count down to the units", async () => {
  const [, ministry] = JSON.parse(await (await import("node:fs/promises")).readFile(`${kunye.data}/demo.json`, "utf8")).filter((who) => who.role === "coordinator");
  const { Authenticator } = await import("./lib/totp.mjs");
  const coordinator = await signedIn({ ...ministry, app: new Authenticator(Buffer.from(ministry.second_factor)) });
  await coordinator.goto("/egitim");
  await coordinator.says("kurumunuzda düzenlenir");
  await coordinator.look("training-on-site");
  await coordinator.goto("/egitim/kullanicilar");
  await coordinator.page.locator("table.cards a.row-link").first().click();
  await coordinator.says("İl Müdürlüğü");
  await coordinator.look("training-users-below");
  await coordinator.close();
});

test("a planner announces, tries a table, and calls off", async () => {
  const planner = await signedIn(cast.planner);
  await planner.goto("/planlama");
  await planner.look("planning-home");
  for (const [path, name] of [["kurumlar", "institutions"], ["sayim", "counts"], ["katalog", "catalogue"], ["kategoriler", "tiers"]]) {
    await planner.goto(`/planlama/${path}`);
    await planner.look(`planning-${name}`);
  }
  await planner.fill({ tiers: "standard 1 50 4 ortak\n1 51 1000000 8 kurumda" });
  await planner.press("Etkisini göster");
  await planner.says("Bu tablo geçerli olsaydı", "Hakkı artan kurumlar");
  await planner.look("planning-what-if");
  await planner.goto("/planlama/seans");
  const soon = day(5);
  await planner.fill({ "starts_on-day": soon.day, "starts_on-month": soon.month, "starts_on-year": soon.year });
  await planner.press("Duyur");
  await planner.says("en az 21 gün önceden duyurulur");
  await planner.look("planning-announce-wrong");
  const later = day(40);
  await planner.fill({ "starts_on-day": later.day, "starts_on-month": later.month, "starts_on-year": later.year });
  await planner.page.locator("#course").selectOption({ index: 1 });
  await planner.page.locator("#site").selectOption({ index: 1 });
  await planner.press("Duyur");
  await planner.says("seans duyuruldu", "Henüz başvuru yok");
  await planner.look("planning-session");
  assert.match(planner.page.url(), /\/planlama\/seans\/[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await planner.close();
});
