// The demonstration for a file of tests, with a browser: there before the first test, gone after the last.

import { after, before } from "node:test";
import { launch } from "./browser.mjs";
import { Kunye } from "./kunye.mjs";
import { signedIn } from "./pages.mjs";

/** `prepare` is given `{kunye, browser, cast}` before the first test. */
export function demonstration(prepare) {
  const stage = {};
  before(async () => {
    stage.kunye = await Kunye.temporary();
    await stage.kunye.demo();
    stage.cast = await stage.kunye.cast();
    stage.browser = await launch();
    await prepare(stage);
  });
  after(async () => {
    await stage.browser?.close();
    await stage.kunye?.remove();
  });
  return { signedIn: (who, options) => signedIn(stage.browser, stage.kunye.url, who, options) };
}
