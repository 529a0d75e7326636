// Chromium, and what every page it shows is held against: WCAG 2.2 AA as axe knows it, no scrolling to the side on a phone,
// nothing untranslated, no error in the console.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { chromium } from "playwright-core";

const AXE = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const SCREENSHOTS = new URL("../screenshots/", import.meta.url).pathname;
const DOCS = new URL("../../../docs/screenshots/", import.meta.url).pathname;
const LOCALE = new URL("../../../locales/tr/", import.meta.url);

export const PHONE = { width: 360, height: 780 };
export const DESK = { width: 1280, height: 900 };

/** The pictures of the README: which page, how large, under which name. */
const PICTURES = {
  home: [DESK, "home"],
  "form-national-id": [PHONE, "form-phone"],
  "officer-request": [DESK, "officer"],
  "approvals-request": [DESK, "supervisor"],
  account: [DESK, "account"],
  "import-preview": [DESK, "import"],
  "phone-message": [DESK, "phone"],
  record: [DESK, "record"],
  "training-home": [DESK, "entitlement"],
  "onsite-plan": [DESK, "plan"],
  attendance: [PHONE, "attendance"],
  coverage: [DESK, "coverage"],
};

const KEYS = new Set(
  readdirSync(LOCALE).flatMap((file) => [...readFileSync(new URL(file, LOCALE), "utf8").matchAll(/^([a-z][a-z0-9-]+) =/gm)].map(([, key]) => key)),
);

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=tr"],
    env: { ...process.env, LANGUAGE: "tr" },
  });
}

/** Somebody with a browser of their own: cookies, window, habits. */
export class Visitor {
  /** What the console complained about since the last look. */
  #complaints = [];
  #lens;

  static async open(browser, url, { size = DESK, scripts = true } = {}) {
    const visitor = new Visitor();
    const phone = size === PHONE ? { isMobile: true, hasTouch: true } : {};
    visitor.context = await browser.newContext({ baseURL: url, viewport: size, javaScriptEnabled: scripts, locale: "tr-TR", reducedMotion: "reduce", ...phone });
    visitor.context.setDefaultTimeout(15_000);
    visitor.size = size;
    visitor.page = await visitor.context.newPage();
    // axe is a script: where the browser runs none, it looks at the same page in another one.
    visitor.#lens = scripts ? visitor.page : await (await browser.newContext({ baseURL: url, locale: "tr-TR", reducedMotion: "reduce" })).newPage();
    if (!scripts) await holdStill(visitor.#lens);
    visitor.page.on("pageerror", (error) => visitor.#complaints.push(String(error)));
    visitor.page.on("console", (message) => {
      // A page that is itself an answer of 404 or 422 is told as a failed load as well.
      const isThePage = message.text().startsWith("Failed to load resource") && message.location().url === visitor.page.url();
      // Where a test takes the connection away, the browser says so of everything that is asked for.
      const isOffline = message.text().includes("net::ERR_INTERNET_DISCONNECTED");
      if (message.type() === "error" && !isThePage && !isOffline) visitor.#complaints.push(message.text());
    });
    return visitor;
  }

  async goto(path) {
    // A page that refreshes itself may do so while another one is on its way.
    return this.page.goto(path).catch((error) => {
      if (!String(error).includes("net::ERR_ABORTED")) throw error;
      return this.page.goto(path);
    });
  }

  /** The page's main heading. */
  async heading() {
    return (await this.page.locator("h1").first().innerText()).trim();
  }

  /** What the page says. */
  async text() {
    return (await this.page.locator("body").innerText()).replace(/\s+/g, " ");
  }

  async says(...sentences) {
    const text = await this.text();
    for (const sentence of sentences) assert.ok(text.includes(sentence), `“${sentence}” is not on ${this.page.url()}: ${text}`);
  }

  /** Presses a button of the page's main part, or follows a link there, by its visible name. */
  async press(name) {
    const main = this.page.locator("main");
    await this.click(main.getByRole("button", { name, exact: true }).or(main.getByRole("link", { name, exact: true })).first());
  }

  /**
   * Clicks, and where that leads to another page, is there afterwards. A form goes off some time after the click: whoever closes the
   * browser in between takes it back.
   */
  async click(target) {
    const { page } = this;
    const leads = await target.evaluate(leadsAway);
    const moved = Promise.race(["framenavigated", "download", "popup"].map((event) => page.waitForEvent(event, { timeout: 60_000 })));
    moved.catch(() => undefined);
    await target.click();
    if (leads && (await page.evaluate(() => window.kept !== true).catch(() => true))) await moved;
    await page.waitForLoadState();
  }

  /** Types into fields by their names. */
  async fill(fields) {
    for (const [field, value] of Object.entries(fields)) await this.page.locator(`[name="${field}"]:not([type=hidden])`).first().fill(value);
  }

  /** Ticks the choice of a field. */
  async choose(field, value) {
    await this.page.locator(`[name="${field}"][value="${value}"]`).check();
  }

  /** Looks at the page at both widths: takes its picture, and holds it against the rules above. */
  async look(name) {
    const { page } = this;
    await mkdir(SCREENSHOTS, { recursive: true });
    const renew = await holdStill(page);
    if (this.#lens !== page) await show(this.#lens, page.url(), await page.content());
    for (const size of [PHONE, DESK]) {
      await this.#lookAt(name, size).catch((error) => {
        // It was about to renew itself when it was told to hold still.
        if (!String(error).includes("Execution context was destroyed")) throw error;
        return this.#lookAt(name, size);
      });
    }
    await renew();
    await page.setViewportSize(this.size);
    const keys = [...(await this.text()).matchAll(/[a-z0-9]+(?:-[a-z0-9]+)+/g)].map(([word]) => word).filter((word) => KEYS.has(word));
    assert.deepEqual(keys, [], `${name} shows text keys`);
    assert.deepEqual(this.#complaints.splice(0), [], `the console at ${name}`);
  }

  async #lookAt(name, size) {
    const { page } = this;
    await page.setViewportSize(size);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await page.screenshot({ path: `${SCREENSHOTS}${name}-${size.width}.png`, fullPage: true });
    const [picture, title] = PICTURES[name] ?? [];
    if (process.env.UPDATE_SCREENSHOTS === "1" && picture === size) await page.screenshot({ path: `${DOCS}${title}.png` });
    await this.#lens.setViewportSize(size);
    await accessible(this.#lens, `${name} at ${size.width} px`);
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(wide <= room, `${name} at ${size.width} px scrolls to the side: ${wide} > ${room}`);
  }

  close() {
    return this.context.close();
  }
}

/** Whether a click there leads to another page; what a script keeps to itself is told in `kept`. */
function leadsAway(element) {
  window.kept = false;
  for (const act of ["click", "submit"]) addEventListener(act, (event) => { window.kept = event.defaultPrevented; }, { once: true });
  const link = element.closest("a[href]");
  if (link) return !link.getAttribute("href").startsWith("#");
  return Boolean(element.form) && element.type === "submit";
}

/** Lets no page take the place of the one that is looked at; what is returned lets go of it, and goes where it wanted to go. */
async function holdStill(page) {
  let wanted;
  const isAnother = (request) => request.isNavigationRequest() && request.frame() === page.mainFrame();
  const stay = (route) => {
    if (!isAnother(route.request())) return route.fallback();
    wanted = route.request().url();
    // After an answer without content a browser stays where it is.
    return route.fulfill({ status: 204 });
  };
  await page.route("**", stay);
  return async () => {
    await page.unroute("**", stay);
    if (wanted) await page.goto(wanted);
  };
}

async function accessible(page, where) {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE);
  const { violations } = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), TAGS);
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `    ${node.html}\n    ${node.failureSummary}`).join("\n")}`);
  assert.deepEqual(told, [], `axe on ${where}`);
}

/** Opens a page as another browser got it. */
async function show(page, url, html) {
  const asIs = (route) => (route.request().isNavigationRequest() ? route.fulfill({ contentType: "text/html; charset=utf-8", body: html }) : route.continue());
  await page.route("**", asIs);
  await page.goto(url);
  await page.unroute("**", asIs);
}
