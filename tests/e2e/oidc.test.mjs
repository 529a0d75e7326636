// Three clients that are not ours let people in with the account: openid-client (Node), Authlib (Python), mod_auth_openidc (Apache).

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as oidc from "openid-client";
import { Apache } from "./lib/apache.mjs";
import { Authlib } from "./lib/authlib.mjs";
import { launch, Visitor } from "./lib/browser.mjs";
import { Kunye } from "./lib/kunye.mjs";
import { Application, follow, register } from "./lib/oidc.mjs";
import { until } from "./lib/process.mjs";

let kunye, cast, pys, browser;

before(async () => {
  kunye = await Kunye.temporary();
  await kunye.prepare();
  cast = await kunye.cast();
  pys = await Application.start();
  await kunye.command("application", "add", "sinama", "--name", "Sınama Uygulaması", "--purpose", "Sınama içindir.", "--open-to-all");
  await kunye.serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await kunye?.remove();
  await pys?.stop();
});

const insecure = { execute: [oidc.allowInsecureRequests] };

/** A sign-in as openid-client does it, up to the tokens. */
async function enter(configuration, who, parameters = {}, browser) {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: pys.callback,
    scope: "openid profile email roles units",
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
    ...parameters,
  });
  const arrived = await follow(kunye, url, who, browser);
  const tokens = await oidc.authorizationCodeGrant(configuration, arrived.at, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true });
  return { tokens, ...arrived };
}

test("openid-client: signs in, knows the person, renews, is told of the end", async () => {
  const { client_id, client_secret } = await register(kunye, "sinama", "Sınama", "--redirect", pys.callback, "--sign-out", `${pys.url}/`, "--logout-uri", `${pys.url}/farewell`, "--scope", "profile email roles units");
  const configuration = await oidc.discovery(new URL(kunye.url), client_id, client_secret, undefined, insecure);
  const { tokens, browser } = await enter(configuration, cast.supervisor);
  const claims = tokens.claims();
  assert.equal(claims.preferred_username, cast.supervisor.user_name);
  assert.equal(claims.acr, "urn:kunye:acr:password");
  const person = await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
  assert.equal(person.name, claims.name);
  assert.match(person.unit, /^\d{8}$/);
  assert.ok(!JSON.stringify([claims, person]).match(/\b\d{11}\b/), "no national id");

  const renewed = await oidc.refreshTokenGrant(configuration, tokens.refresh_token);
  assert.equal(renewed.claims().sub, claims.sub);
  await oidc.fetchUserInfo(configuration, renewed.access_token, claims.sub);
  assert.equal((await oidc.tokenIntrospection(configuration, renewed.access_token)).active, true);

  const end = oidc.buildEndSessionUrl(configuration, { id_token_hint: renewed.id_token, post_logout_redirect_uri: `${pys.url}/`, state: "son" });
  const gone = await follow(kunye, end, cast.supervisor, browser);
  assert.equal(gone.at.href, `${pys.url}/?state=son`);
  await until("the back-channel", () => pys.farewells.length === 1);
  const [, payload] = pys.farewells[0].split(".");
  const told = JSON.parse(Buffer.from(payload, "base64url"));
  assert.equal(told.sid, claims.sid);
  assert.equal(told.aud, client_id);
  await assert.rejects(oidc.fetchUserInfo(configuration, renewed.access_token, claims.sub));
  await assert.rejects(oidc.refreshTokenGrant(configuration, renewed.refresh_token));
});

test("Authlib: with a key pair of its own; renews; what it revokes is over; signs out and is told of it", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwks = join(kunye.home, "jwks.json");
  await writeFile(jwks, JSON.stringify({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }] }));
  const { client_id, client_secret } = await register(kunye, "sinama", "Authlib", "--redirect", pys.callback, "--sign-out", `${pys.url}/`, "--logout-uri", `${pys.url}/farewell`, "--auth", "private_key_jwt", "--jwks", jwks, "--algorithm", "es256");
  assert.equal(client_secret, undefined);
  const authlib = await Authlib.start({
    issuer: kunye.url, client_id, alg: "RS256", redirect_uri: pys.callback, scope: "openid profile roles",
    private_key: privateKey.export({ format: "pem", type: "pkcs8" }),
  });
  try {
    const { at } = await follow(kunye, await authlib.do("begin"), cast.supervisor);
    assert.equal(at.searchParams.get("iss"), kunye.url);
    const { claims } = await authlib.do("arrived", at.href);
    assert.equal(claims.preferred_username, cast.supervisor.user_name);
    assert.equal((await authlib.do("userinfo")).body.sub, claims.sub);
    assert.equal((await authlib.do("refresh")).sid, claims.sid);
    assert.equal((await authlib.do("introspect")).active, true);
    await assert.rejects(authlib.do("arrived", at.href), /invalid_grant/, "a code is good once");
    assert.equal((await authlib.do("userinfo")).status, 401, "and a second use ends what it opened");
    await assert.rejects(authlib.do("refresh"), /invalid_grant/);

    const again = await follow(kunye, await authlib.do("begin"), cast.supervisor);
    await authlib.do("arrived", again.at.href);
    assert.equal(await authlib.do("revoke"), 200);
    assert.equal((await authlib.do("userinfo")).status, 401);

    const last = await follow(kunye, await authlib.do("begin"), cast.supervisor);
    const { claims: known } = await authlib.do("arrived", last.at.href);
    const before = pys.farewells.length;
    const gone = await follow(kunye, await authlib.do("leave", `${pys.url}/`, "son"), cast.supervisor, last.browser);
    assert.equal(gone.at.href, `${pys.url}/?state=son`);
    await until("the back-channel", () => pys.farewells.length > before);
    const told = await Promise.all(pys.farewells.slice(before).map((token) => authlib.do("told", token)));
    assert.ok(told.some(({ sid, sub }) => sid === known.sid && sub === known.sub));
    assert.equal((await authlib.do("userinfo")).status, 401);
    await assert.rejects(authlib.do("refresh"), /invalid_grant/);
  } finally {
    authlib.stop();
  }
});

test("mod_auth_openidc: as in examples/apache; roles open parts, the end of the session ends Apache's", async () => {
  const apache = await Apache.prepare();
  try {
    const flags = ["--redirect", apache.callback, "--sign-out", `${apache.url}/gule-gule`, "--logout-uri", `${apache.callback}?logout=backchannel`];
    const client = await register(kunye, "sinama", "Apache", ...flags);
    await apache.start(kunye.url, client);
    // Without scripts: the way there and back is made of links and forms.
    const visitor = await Visitor.open(browser, kunye.url, { scripts: false });
    const enter = async () => {
      await visitor.goto(`${apache.url}/`);
      await visitor.fill({ user_name: cast.supervisor.user_name, password: cast.supervisor.password });
      await visitor.press("Oturum aç");
      await visitor.page.waitForURL(`${apache.url}/`);
    };
    await enter();
    const page = await visitor.page.reload();
    assert.equal(page.headers()["x-user"], cast.supervisor.user_name, await apache.errors());
    assert.ok(page.headers()["x-name"].includes(" "));
    assert.equal((await visitor.goto(`${apache.url}/yonetim/`)).status(), 401, "without the role");
    assert.equal((await visitor.goto(`${apache.url}/`)).status(), 200);

    // Signing out at Künye reaches Apache from behind: asked again, it sends the browser to sign in.
    await visitor.goto(`${kunye.url}/hesabim/uygulamalar`);
    await visitor.says("Sınama Uygulaması");
    await visitor.click(visitor.page.locator(".menu summary"));
    await visitor.click(visitor.page.getByRole("button", { name: "Oturumu kapat" }));
    await until("Apache's session is over", async () => {
      await visitor.goto(`${apache.url}/`);
      return visitor.page.url().startsWith(`${kunye.url}/giris`);
    });

    // Signing out at the application signs out everywhere.
    await enter();
    await visitor.goto(`${apache.url}/oidc/geri?logout=${encodeURIComponent(`${apache.url}/gule-gule`)}`);
    await visitor.page.waitForURL((url) => url.href.startsWith(`${apache.url}/gule-gule`));
    await visitor.goto(`${kunye.url}/hesabim`);
    assert.equal(await visitor.heading(), "Oturum açın");
    await visitor.close();
  } finally {
    await apache.stop();
  }
});

test("mod_auth_openidc renews its token by itself, again and again, and is out when it cannot", async () => {
  const apache = await Apache.prepare();
  try {
    const client = await register(kunye, "sinama", "Apache yeniler", "--redirect", apache.callback);
    // An access token lives ten minutes; this Apache renews one that is five seconds old.
    await apache.start(kunye.url, client, { sooner: 595 });
    const visitor = await Visitor.open(browser, kunye.url, { scripts: false });
    await visitor.goto(`${apache.url}/`);
    await visitor.fill({ user_name: cast.supervisor.user_name, password: cast.supervisor.password });
    await visitor.press("Oturum aç");
    await visitor.page.waitForURL(`${apache.url}/`);
    const token = async () => (await visitor.goto(`${apache.url}/`)).headers()["x-token"];
    const opens = async (access) => (await fetch(`${kunye.url}/oidc/userinfo`, { headers: { authorization: `Bearer ${access}` } })).status;
    const seen = [await token()];
    for (let round = 0; round < 3; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 6_000));
      seen.push(await token());
      assert.equal(await opens(seen.at(-1)), 200, await apache.errors());
    }
    assert.equal(new Set(seen).size, 4, "a new token each time");
    assert.equal((await visitor.goto(`${apache.url}/`)).status(), 200, "nobody was taken for a thief");
    // The session ends at Künye, and nothing tells this client: its next refresh is refused.
    await visitor.goto(`${kunye.url}/hesabim`);
    await visitor.click(visitor.page.locator(".menu summary"));
    await visitor.click(visitor.page.getByRole("button", { name: "Oturumu kapat" }));
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    await visitor.goto(`${apache.url}/`);
    assert.match(await visitor.page.content(), /Logged Out/, "mod_auth_openidc's own page");
    assert.match(await apache.errors(), /invalid_grant/);
    await visitor.goto(`${apache.url}/`);
    assert.ok(visitor.page.url().startsWith(`${kunye.url}/giris`), visitor.page.url());
    await visitor.close();
  } finally {
    await apache.stop();
  }
});

test("the pages on the way, for people and for administrators", async () => {
  const outside = await register(kunye, "sinama", "Eğitim portalı", "--redirect", pys.callback, "--sign-out", `${pys.url}/`, "--outside", "--scope", "profile email units offline_access");
  const configuration = await oidc.discovery(new URL(kunye.url), outside.client_id, outside.client_secret, undefined, insecure);
  const verifier = oidc.randomPKCECodeVerifier();
  const ask = async (parameters = {}) =>
    oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: pys.callback, scope: "openid profile email units offline_access", state: "s",
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256", ...parameters,
    }).href;
  const visitor = await Visitor.open(browser, kunye.url);
  await visitor.goto(await ask({ redirect_uri: "https://evil.example/" }));
  await visitor.says("Uygulamaya giriş yapılamıyor");
  await visitor.look("oidc-stopped");

  await visitor.goto(await ask({ login_hint: cast.supervisor.user_name }));
  assert.equal(await visitor.page.locator("[name=user_name]").inputValue(), cast.supervisor.user_name);
  await visitor.fill({ password: cast.supervisor.password });
  await visitor.press("Oturum aç");
  await visitor.says("Sınama Uygulaması uygulamasına izin verin", "Siz başında değilken de");
  await visitor.look("oidc-consent");
  await visitor.press("İzin ver");
  await visitor.page.waitForURL((url) => url.href.startsWith(pys.callback));
  const tokens = await oidc.authorizationCodeGrant(configuration, new URL(visitor.page.url()), { pkceCodeVerifier: verifier, expectedState: "s", idTokenExpected: true });
  assert.match(tokens.claims().sub, /^[0-9a-f]{32}$/, "a number of its own");

  // By a form that sends itself.
  const before = pys.arrivals.length;
  await visitor.goto(await ask({ response_mode: "form_post" }));
  await visitor.page.waitForURL(pys.callback);
  const posted = pys.arrivals.slice(before).find(({ body }) => body.has("code"));
  assert.equal(posted.body.get("iss"), kunye.url);

  await visitor.goto("/hesabim/uygulamalar");
  await visitor.says("Kurum dışı", "oturum kapalıyken erişim");
  await visitor.look("oidc-connections");
  await visitor.click(visitor.page.getByRole("button", { name: "Bağlantıyı kes Sınama Uygulaması" }).first());
  await visitor.says("Uygulamanın bağlantısı kesildi");
  await assert.rejects(oidc.refreshTokenGrant(configuration, tokens.refresh_token));

  await visitor.goto(`/oidc/logout?client_id=${outside.client_id}&post_logout_redirect_uri=${encodeURIComponent(`${pys.url}/`)}`);
  await visitor.says("Oturumunuz kapatılsın mı?", "Eğitim portalı");
  await visitor.look("oidc-logout");
  await visitor.press("Oturumu kapat");
  await visitor.page.waitForURL(`${pys.url}/`);
  await visitor.close();

  const administrator = await Visitor.open(browser, kunye.url);
  await administrator.goto("/giris?sonra=/kayit/uygulamalar/sinama");
  await administrator.fill({ user_name: cast.administrator.user_name, password: cast.administrator.password });
  await administrator.press("Oturum aç");
  await administrator.fill({ code: await cast.administrator.app.code() });
  await administrator.press("Doğrula");
  await administrator.press("İstemcileri göster");
  await administrator.says("Eğitim portalı");
  await administrator.look("oidc-clients");
  await administrator.press("İstemci ekle");
  await administrator.look("oidc-client-new");
  await administrator.fill({ name: "Raporlar", redirects: "http://rapor.example.gov.tr/geri" });
  await administrator.press("Kaydet");
  await administrator.says("Adres kabul edilmiyor");
  await administrator.look("oidc-client-errors");
  await administrator.fill({ redirects: "https://rapor.example.gov.tr/geri" });
  await administrator.press("Kaydet");
  await administrator.says("Bu anahtar bir daha gösterilmez");
  await administrator.look("oidc-secret");
  await administrator.press("Kaydettim, devam et");
  await administrator.says("https://rapor.example.gov.tr/geri");
  await administrator.look("oidc-client");
  await administrator.press("İstemciyi sonlandır");
  await administrator.look("oidc-end");
  await administrator.press("İstemciyi sonlandır");
  await administrator.says("İstemci sonlandırıldı");
  await administrator.close();
});
