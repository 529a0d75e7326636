// Attendance in Chromium: a code on the wall and a participant's phone, a personal link, a phone without a connection, a signed sheet, and
// what a planner sees of all of it.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PHONE, Visitor } from "./lib/browser.mjs";
import { demonstration } from "./lib/demonstration.mjs";
import { until } from "./lib/process.mjs";

let kunye, browser, cast, seated, reference, sheet;

/** A PNG of one pixel. */
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

const marks = () => kunye.query("SELECT attendance.mark, attendance.source, attendance.reason FROM attendance JOIN participants ON participants.id = attendance.participant_id JOIN training_sessions ON training_sessions.id = participants.session_id WHERE training_sessions.reference = '" + reference + "' ORDER BY seq");

const { signedIn } = demonstration(async (stage) => {
  ({ kunye, browser, cast } = stage);
  // The second participant of the demonstration sits in a class that runs now.
  seated = cast.second.participant;
  [{ reference }] = await kunye.query(
    `SELECT training_sessions.reference FROM training_sessions JOIN participants ON participants.session_id = training_sessions.id
     JOIN accounts ON accounts.person_id = participants.person_id WHERE accounts.user_name = '${seated.user_name}'`,
  );
  sheet = `/egitmen/seans/${reference}`;
});

test("a code on the wall marks who is in the room, and a photograph of it nobody", async () => {
  const wall = await signedIn(cast.trainer, { scripts: false });
  await wall.goto("/egitmen");
  await wall.click(wall.page.locator(`a[href="${sheet}"]`));
  await wall.look("attendance-now");
  await wall.press("Salona kod göster");
  await wall.look("attendance-code-closed");
  await wall.click(wall.page.locator("main form button"));
  await wall.says("Yoklama için karekodu okutun", "0 kişi işaretlendi");
  await wall.look("attendance-code");
  assert.ok(!(await wall.text()).includes(seated.name), "no name on the wall");
  // Without scripts the page renews itself.
  assert.match(await wall.page.content(), /<noscript><meta http-equiv="refresh" content="\d+">/);
  await wall.goto(`${sheet}/kod`);
  const photo = (await wall.page.locator(".room-code").innerText()).replace(/\s/g, "");
  assert.match(photo, /^\d{6}$/);

  // A phone opens the address of the picture, and only then says who holds it.
  const phone = await Visitor.open(browser, kunye.url, { size: PHONE, scripts: false });
  await phone.goto(`/yoklama?kod=${photo}`);
  assert.ok(phone.page.url().endsWith("/yoklama"), "the code stays in no address");
  await phone.says("Kodunuz alındı", "oturum açın");
  await phone.look("here-unknown");
  await phone.click(phone.page.locator("main").getByRole("link", { name: "Oturum aç", exact: true }));
  await phone.fill({ user_name: seated.user_name, password: seated.password });
  await phone.press("Oturum aç");
  await phone.says("Kodunuz alındı. Salondaysanız onaylayın.", seated.name);
  await phone.look("here-brought");
  assert.deepEqual(await marks(), [], "opening an address marks nobody");
  await phone.press("Buradayım");
  await phone.says("saat için buradasınız");
  await phone.look("here-present");
  assert.deepEqual(await marks(), [{ mark: "present", source: "code", reason: "" }]);

  await wall.goto(`${sheet}/kod`);
  await wall.says("6 kişiden 1 kişi işaretlendi");

  await wall.close();
  await phone.close();
});

test("the wall renews itself with scripts, and only those of the class are expected", async () => {
  const wall = await signedIn(cast.trainer);
  await wall.goto(`${sheet}/kod`);
  const code = wall.page.locator(".room-code");
  const old = await code.innerText();
  const seconds = Number(await wall.page.locator("[data-seconds]").innerText());
  assert.ok(seconds >= 0 && seconds <= 20);
  await until("the next code", async () => (await code.innerText()) !== old, { seconds: 30 });
  const next = await code.innerText();
  await until("the one after it", async () => ![old, next].includes(await code.innerText()), { seconds: 30 });
  const friend = await signedIn(cast.participant, { size: PHONE, scripts: false });
  await friend.goto("/yoklama");
  await friend.says("Bugün katılımcısı olduğunuz bir eğitim yok");
  await friend.look("here-nothing");
  await friend.close();
  await wall.goto(sheet);
  await wall.says("salondaki kodla, kendisi");
  await wall.close();
});

test("a list without a connection keeps its marks and sends each once", async () => {
  const trainer = await signedIn(cast.trainer, { size: PHONE });
  await trainer.goto(sheet);
  await trainer.page.locator("form[data-kept]").waitFor();
  await trainer.page.evaluate(() => navigator.serviceWorker.ready);
  const before = (await marks()).length;
  await trainer.context.setOffline(true);
  const boxes = trainer.page.locator("form[data-roster] input[type=checkbox]");
  const count = await boxes.count();
  for (let at = 0; at < count - 1; at += 1) await boxes.nth(at).check();
  await trainer.press("Yoklamayı kaydet");
  await trainer.page.locator("[data-state]", { hasText: "Telefonda; gönderilmeyi bekliyor" }).first().waitFor();
  await trainer.says("5 işaret bu telefonda; bağlantı gelince gönderilecek.");
  await trainer.look("attendance-offline");
  assert.equal((await marks()).length, before, "nothing has arrived");

  // Opened again without a connection: the page is there, and so is what waits.
  await trainer.page.reload();
  await trainer.says("5 işaret bu telefonda");
  const stored = await trainer.page.evaluate(() => Object.entries(localStorage).map(([key, value]) => `${key} ${value}`).join());
  assert.ok(stored.includes("yoklama.") && !stored.includes(seated.name), "ids only");

  // Meanwhile somebody else says something of the last in the list, at a desk.
  const desk = await signedIn(cast.trainer, { scripts: false });
  await desk.goto(sheet);
  await desk.page.locator("main .choice input[type=checkbox]").nth(count - 1).check();
  await desk.press("Yoklamayı kaydet");
  await desk.close();
  const meanwhile = (await marks()).length;

  await trainer.context.setOffline(false);
  await trainer.page.evaluate(() => dispatchEvent(new Event("online")));
  await trainer.page.locator("[data-state]", { hasText: "siz bağlantısızken başka bir işaret geldi" }).first().waitFor();
  await trainer.look("attendance-conflict");
  // What the desk said stands; every mark of the phone has its verdict.
  assert.equal((await marks()).length, meanwhile);
  const verdicts = await kunye.query("SELECT verdict, count(*) AS marks FROM attendance_sends GROUP BY verdict ORDER BY verdict");
  assert.equal(verdicts.reduce((sum, one) => sum + one.marks, 0), 5);

  // Decided anew with the marks in force before one's eyes: a correction, with its reason.
  for (let at = 0; at < count - 1; at += 1) await boxes.nth(at).check();
  await trainer.press("Yoklamayı kaydet");
  await trainer.says("Gerekçesini yazıp yeniden kaydedin");
  await trainer.fill({ reason: "Salonda gördüm." });
  await trainer.press("Yoklamayı kaydet");
  await until("every mark taken", async () => !(await trainer.text()).includes("Alınmadı"), { seconds: 15 });
  await trainer.look("attendance-sent");
  const all = await marks();
  assert.ok(all.some((one) => one.reason === "Salonda gördüm." && one.mark === "present"));

  // Signing out leaves nothing on the phone.
  await trainer.click(trainer.page.locator("details.menu summary"));
  await trainer.click(trainer.page.locator("form[action='/cikis'] button"));
  await trainer.says("Oturum");
  const left = await trainer.page.evaluate(async () => [Object.keys(localStorage).filter((key) => key.startsWith("yoklama")), await caches.keys()]);
  assert.deepEqual(left, [[], []]);
  await trainer.close();
});

test("heads are counted, a sheet is printed, scanned and typed in", async () => {
  const trainer = await signedIn(cast.trainer, { size: PHONE, scripts: false });
  await trainer.goto(sheet);
  await trainer.fill({ people: "on" });
  await trainer.press("Sayıyı kaydet");
  await trainer.says("Düzeltilmesi gerekenler var");
  await trainer.fill({ people: "3" });
  await trainer.press("Sayıyı kaydet");
  await trainer.says("3 kişi saydınız");
  await trainer.look("attendance-heads");
  const href = await trainer.page.locator("a[href*='imza-foyu.pdf']").getAttribute("href");
  const pdf = await trainer.page.request.get(href);
  assert.equal((await pdf.body()).subarray(0, 5).toString(), "%PDF-");
  await trainer.press("Taramayı işle");
  await trainer.look("paper-first");
  await trainer.page.locator("#scan").setInputFiles({ name: "program.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ not a scan") });
  await trainer.press("Taramayı yükle");
  await trainer.says("Düzeltilmesi gerekenler var");
  await trainer.page.locator("#scan").setInputFiles({ name: "föy.png", mimeType: "image/png", buffer: PNG });
  await trainer.press("Taramayı yükle");
  await trainer.says("Tarama saklandı", "İmzaları işleyin");
  await trainer.look("paper");
  const before = (await marks()).length;
  await trainer.page.locator("table.grid tbody tr").last().locator("input:not([disabled])").last().uncheck();
  // Only the last hour that has begun is on the sheet.
  const hours = trainer.page.locator("fieldset.ticks input:not([disabled])");
  for (let at = 0; at < (await hours.count()) - 1; at += 1) await hours.nth(at).uncheck();
  await trainer.press("İmzaları kaydet");
  await trainer.says("Gerekçesini yazın");
  await trainer.look("paper-wrong");
  await trainer.fill({ reason: "Föyde imzası yok." });
  await trainer.press("İmzaları kaydet");
  await trainer.says("Föy işlendi");
  const now = await marks();
  assert.equal(now.at(-1).source, "paper");
  assert.ok(now.length > before);
  await trainer.close();
});

test("a planner sees what every mark rests on, and nobody else does", async () => {
  const planner = await signedIn(cast.planner);
  await planner.goto(`/planlama/seans/${reference}/katilimcilar`);
  await planner.press("Yoklamanın dayanaklarını aç");
  await planner.says("Salonda gördüm.", "Föyde imzası yok.", "Telefondan gelip alınmayan işaretler", "3 kişi sayıldı", "föy.png");
  await planner.look("evidence");
  await planner.close();
  for (const who of [cast.coordinator, cast.trainer]) {
    const other = await signedIn(who);
    const answer = await other.page.request.get(`/planlama/seans/${reference}/yoklama`, { maxRedirects: 0 });
    assert.ok([403, 404].includes(answer.status()), `${who.role}: ${answer.status()}`);
    await other.close();
  }
});
